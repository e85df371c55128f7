namespace StatsApi.Queries;

/// <summary>Where a page ended, and what its first page saw.</summary>
/// <param name="Value">What the last row is ordered by, bit for bit: its metric, or the number of its change.</param>
/// <param name="Id">The model or match of the last row.</param>
/// <param name="Version">The scope's version at the first page.</param>
/// <param name="Generation">The generation at the first page.</param>
internal sealed record Cursor(double Value, string Id, long Version, long Generation);
