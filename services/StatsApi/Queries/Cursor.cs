namespace StatsApi.Queries;

/// <summary>The end of a page, and the state of the data at the first page.</summary>
/// <param name="Value">The exact sort value of the last row: its metric, change number or kickoff.</param>
/// <param name="Id">The id of the last row.</param>
/// <param name="Version">The scope's version at the first page.</param>
/// <param name="Generation">The generation at the first page.</param>
internal sealed record Cursor(double Value, string Id, long Version, long Generation);
