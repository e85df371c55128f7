namespace Stats.Cache.Administration;

/// <summary>The pages of one kind that are in Redis now.</summary>
/// <param name="Level">The kind, such as <c>club</c>.</param>
/// <param name="Bytes">Their memory in Redis, by <c>MEMORY USAGE</c>.</param>
public sealed record PageCensus(string Level, long Entries, long Bytes);
