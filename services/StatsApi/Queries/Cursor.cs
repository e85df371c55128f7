namespace StatsApi.Queries;

/// <summary>Where a page ended, and what its first page saw.</summary>
/// <param name="Value">The metric of the last row, bit for bit.</param>
/// <param name="ModelId">The model of the last row.</param>
/// <param name="Version">The scope's version at the first page.</param>
/// <param name="Generation">The generation at the first page.</param>
internal sealed record Cursor(double Value, string ModelId, long Version, long Generation);
