using Statsctl.Feed;
using Statsctl.Forecasters;
using Statsctl.Results;

namespace Season.Replay;

/// <summary>Turns a season's matches into messages of the feed.</summary>
public static class FeedMatches
{
    /// <summary>The season's finished matches. They depend on the data alone, so that a repeated run sends the same messages.</summary>
    /// <exception cref="UnreadableFileException">No id can be derived from a name.</exception>
    internal static IEnumerable<FeedMatch> Of(SourceSeason season, TimeZones zones)
    {
        var meetings = new Dictionary<(string Home, string Away), int>();
        var zone = zones.Of(season.Competition.Id);
        var inOrder = season.Matches.Where(IsFed)
            .Select(match => (Match: match, Kickoff: KickoffTimes.Resolve(match.Kickoff, zone).At))
            .OrderBy(each => each.Kickoff);
        foreach (var (match, kickoff) in inOrder)
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
            yield return new FeedMatch(result, VoidOf(match.Status, id, over)) { Odds = match.Odds };
        }
    }

    /// <summary>True for matches with a score that were played, awarded or abandoned.</summary>
    internal static bool IsFed(SourceMatch match) =>
        match is { Score: not null, Status: MatchStatus.Finished or MatchStatus.Awarded or MatchStatus.Abandoned };

    private static Club ClubOf(SourceMatch match, string name) => FeedIds.Club(name) is { Length: > 0 } id
        ? new Club(id, name)
        : throw new UnreadableFileException(match.Where, null, $"expected a club's name with letters or digits, found '{name}'");

    private static MatchVoided? VoidOf(MatchStatus status, string id, DateTimeOffset over) => status switch
    {
        MatchStatus.Awarded or MatchStatus.Abandoned =>
            new MatchVoided(id, Revision: 2, status.ToString().ToLower(CultureInfo.InvariantCulture), over),
        _ => null,
    };
}
