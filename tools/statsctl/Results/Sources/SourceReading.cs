namespace Statsctl.Results.Sources;

/// <summary>A season of a competition in a source.</summary>
/// <param name="Source">The file or the URL.</param>
/// <param name="Season">Such as <c>2025-26</c>, or <c>2026</c> for a competition within one year.</param>
/// <param name="Matches">In the source's order, played or not.</param>
/// <param name="WithoutClubs">Fixtures that are left out because a club is not known yet.</param>
internal sealed record SourceSeason(
    string Source,
    Competition Competition,
    string Season,
    IReadOnlyList<SourceMatch> Matches,
    int WithoutClubs = 0);

/// <summary>The whole content of a source.</summary>
/// <param name="PassedOver">Files in given folders that have no matches.</param>
internal sealed record SourceReading(IReadOnlyList<SourceSeason> Seasons, IReadOnlyList<string> PassedOver);
