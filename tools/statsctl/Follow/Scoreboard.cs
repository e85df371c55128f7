using System.Text.Json.Serialization;
using Statsctl.Forecasters;
using Statsctl.Results;
using Statsctl.Results.Sources;

namespace Statsctl.Follow;

/// <summary>The matches around now as their sources have them, for pages: fixtures, goals, results. Nothing of it is published.</summary>
/// <param name="At">When the sources were read (UTC).</param>
/// <param name="Matches">By kickoff.</param>
internal sealed record Scoreboard(DateTimeOffset At, IReadOnlyList<ScoreboardMatch> Matches)
{
    private const int Most = 12;

    public static Scoreboard Of(IEnumerable<SourceSeason> seasons, TimeZones zones, DateTimeOffset now)
    {
        var nearest =
            from season in seasons
            let zone = zones.Of(season.Competition.Id)
            from match in season.Matches
            let kickoff = KickoffTimes.Resolve(match.Kickoff, zone).At
            orderby (kickoff - now).Duration()
            select new ScoreboardMatch(
                season.Competition.Name, match.Home, match.Away, kickoff, StatusOf(match, kickoff, now),
                match.Score?.RegularTime ?? match.Now);
        return new Scoreboard(
            now, [.. nearest.Take(Most).OrderBy(match => match.Kickoff).ThenBy(match => match.Home, StringComparer.Ordinal)]);
    }

    // OpenLigaDB tells of a match that has begun only with its first goal.
    private static MatchStatus StatusOf(SourceMatch match, DateTimeOffset kickoff, DateTimeOffset now) =>
        match.Status == MatchStatus.Scheduled && kickoff <= now && now < kickoff + FeedMatch.Duration
            ? MatchStatus.InPlay
            : match.Status;
}

/// <param name="Goals">The score after 90 minutes, or so far; null if the source has none.</param>
internal sealed record ScoreboardMatch(
    string Competition, string Home, string Away, DateTimeOffset Kickoff, MatchStatus Status, Goals? Goals);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(Scoreboard))]
internal sealed partial class ScoreboardJson : JsonSerializerContext;
