namespace Season.Stub;

/// <summary>A league of the stub, under its names in both services.</summary>
/// <param name="Name">Without the season.</param>
/// <param name="Year">The year in which the season begins.</param>
/// <param name="OpenLigaDb">Its shortcut, such as <c>bl1</c>.</param>
/// <param name="FootballDataOrg">Its code, such as <c>BL1</c>.</param>
public sealed record StubLeague(string Name, int Year, string OpenLigaDb, string FootballDataOrg, IReadOnlyList<StubMatch> Matches);
