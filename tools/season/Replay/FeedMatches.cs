using Statsctl.Forecasters;
using Statsctl.Feed;

namespace Season.Replay;

/// <summary>Turns a season's matches into messages of the feed.</summary>
public static class FeedMatches
{
    /// <summary>The season's finished matches. They depend on the data alone, so that a repeated run sends the same messages.</summary>
    /// <exception cref="UnreadableFileException">No id can be derived from a name.</exception>
    internal static IEnumerable<FeedMatch> Of(SourceSeason season)
    {
        var meetings = new Dictionary<(string Home, string Away), int>();
        foreach (var (match, kickoff) in season.Matches.Where(IsFed).Select(WithKickoff).OrderBy(each => each.Kickoff))
        {
            var home = ClubOf(match, match.Home);
            var away = ClubOf(match, match.Away);
            var meeting = meetings[(home.Id, away.Id)] = meetings.GetValueOrDefault((home.Id, away.Id)) + 1;
            var id = FeedIds.Match(season.Competition.Id, season.Season, home.Id, away.Id, meeting);
            if (!FeedIds.IsValid(id))
                throw new UnreadableFileException(match.Where, null, $"expected names that form an id of {FeedIds.Rule}, found '{id}'");

            var over = kickoff + FeedMatch.Duration;
            var result = new MatchCompleted(
                id, season.Competition, season.Season, home, away, kickoff, match.Score!, Revision: 1, OccurredAt: over);
            yield return new FeedMatch(result, VoidOf(match.Status, id, over));
        }
    }

    /// <summary>True for matches with a score that were played, awarded or abandoned.</summary>
    internal static bool IsFed(SourceMatch match) =>
        match is { Score: not null, Status: MatchStatus.Finished or MatchStatus.Awarded or MatchStatus.Abandoned };

    // Times without an offset are taken as UTC.
    private static (SourceMatch Match, DateTimeOffset Kickoff) WithKickoff(SourceMatch match)
    {
        var (date, time, offset) = match.Kickoff;
        return (match, new DateTimeOffset(date, time ?? LocalKickoff.WithoutTime, offset ?? TimeSpan.Zero).ToUniversalTime());
    }

    private static Club ClubOf(SourceMatch match, string name) => FeedIds.Club(name) is { Length: > 0 } id
        ? new Club(id, name)
        : throw new UnreadableFileException(match.Where, null, $"expected a club's name with Latin letters or digits, found '{name}'");

    private static MatchVoided? VoidOf(MatchStatus status, string id, DateTimeOffset over) => status switch
    {
        MatchStatus.Awarded or MatchStatus.Abandoned =>
            new MatchVoided(id, Revision: 2, status.ToString().ToLower(CultureInfo.InvariantCulture), over),
        _ => null,
    };
}
