namespace Stats.Cache.Administration;

/// <summary>The pages of one kind that are in Redis now.</summary>
/// <param name="Level">The kind, such as <c>club</c>.</param>
/// <param name="Entries">How many.</param>
/// <param name="Bytes">The memory that they take in Redis, as <c>MEMORY USAGE</c> tells it.</param>
public sealed record PageCensus(string Level, long Entries, long Bytes);
