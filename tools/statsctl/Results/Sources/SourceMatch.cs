using Statsctl.Forecasters;

namespace Statsctl.Results.Sources;

/// <summary>A match in a source.</summary>
/// <param name="Where">
/// Its place, for messages: <c>2025-26/en.1.json:17</c>, or <c>https://api.openligadb.de/getmatchdata/bl1/2025 $[3]</c>.
/// </param>
/// <param name="Round">As the source names it, such as <c>Matchday 5</c>; null if it names none.</param>
/// <param name="Home">The home club's name as in the source, never empty.</param>
/// <param name="Away">The away club's name as in the source, never empty.</param>
/// <param name="Score">Null if the source has no full-time score. Regular time is the score after 90 minutes.</param>
/// <param name="Odds">Null if the source has none.</param>
/// <param name="Now">The goals so far of a match that is being played, which are never a result; null if the source has none.</param>
internal sealed record SourceMatch(
    string Where,
    string? Round,
    string Home,
    string Away,
    LocalKickoff Kickoff,
    Score? Score,
    MatchStatus Status,
    ClosingOdds? Odds = null,
    Goals? Now = null);
