namespace StatsApi.Queries;

/// <summary>The end or the beginning of a page, and the state of the data at the first page read.</summary>
/// <param name="Value">The exact sort value of the row at this end: its metric, change number or kickoff.</param>
/// <param name="Id">The id of that row.</param>
/// <param name="Version">The scope's version at the first page.</param>
/// <param name="Generation">The generation at the first page.</param>
/// <param name="Before">Whether it leads to the page before that row, instead of the page after it.</param>
internal sealed record Cursor(double Value, string Id, long Version, long Generation, bool Before = false);
