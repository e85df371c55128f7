using Statsctl.Forecasters;
using Statsctl.Feed;

namespace Season.Replay;

/// <summary>Turns a file's matches into messages of the feed.</summary>
public static class FeedMatches
{
    /// <summary>The file's finished matches. They depend on the data alone, so that a repeated run sends the same messages.</summary>
    /// <exception cref="UnreadableFileException">No id can be derived from a name.</exception>
    internal static IEnumerable<FeedMatch> Of(SeasonFile file)
    {
        var meetings = new Dictionary<(string Home, string Away), int>();
        foreach (var match in file.Matches.Where(IsFed).OrderBy(match => match.Kickoff))
        {
            var home = ClubOf(file, match, match.Home);
            var away = ClubOf(file, match, match.Away);
            var meeting = meetings[(home.Id, away.Id)] = meetings.GetValueOrDefault((home.Id, away.Id)) + 1;
            var id = FeedIds.Match(file.Competition.Id, file.Season, home.Id, away.Id, meeting);
            if (!FeedIds.IsValid(id))
            {
                throw new UnreadableFileException(
                    file.Path, match.Line, $"expected names that form an id of {FeedIds.Rule}, found '{id}'");
            }

            var over = match.Kickoff + FeedMatch.Duration;
            var result = new MatchCompleted(
                id, file.Competition, file.Season, home, away, match.Kickoff, match.Score!, Revision: 1, OccurredAt: over);
            yield return new FeedMatch(result, VoidOf(match.Status, id, over));
        }
    }

    /// <summary>False for postponed and cancelled matches: they were not played, even if the file has a score.</summary>
    internal static bool IsFed(RecordedMatch match) =>
        match is { Score: not null, Status: not (MatchStatus.Postponed or MatchStatus.Cancelled) };

    private static Club ClubOf(SeasonFile file, RecordedMatch match, string name) => FeedIds.Club(name) is { Length: > 0 } id
        ? new Club(id, name)
        : throw new UnreadableFileException(file.Path, match.Line, $"expected a club's name with Latin letters or digits, found '{name}'");

    private static MatchVoided? VoidOf(MatchStatus status, string id, DateTimeOffset over) => status switch
    {
        MatchStatus.Awarded or MatchStatus.Abandoned =>
            new MatchVoided(id, Revision: 2, status.ToString().ToLower(CultureInfo.InvariantCulture), over),
        _ => null,
    };
}
