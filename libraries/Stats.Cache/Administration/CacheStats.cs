namespace Stats.Cache.Administration;

/// <summary>How the cache does.</summary>
/// <param name="Since">When readers began to count; null if none has yet. Redis forgets it with everything else.</param>
/// <param name="Levels">By level of page.</param>
public sealed record CacheStats(DateTimeOffset? Since, IReadOnlyList<LevelStats> Levels);

/// <summary>Pages of one level. Readers add what they counted every few seconds.</summary>
/// <param name="Level">The level, such as <c>club</c>.</param>
/// <param name="Hits">Reads served from Redis.</param>
/// <param name="Stored">Reads that were loaded and kept, or shared such a load.</param>
/// <param name="Misses">Reads that were loaded and not kept.</param>
/// <param name="Bypasses">Reads that were loaded because Redis was away.</param>
/// <param name="Waits">Reads that waited for somebody else's load.</param>
/// <param name="FillsRefused">Loads that something overtook.</param>
/// <param name="Entries">Pages there now.</param>
/// <param name="Bytes">What they take in Redis, as <c>MEMORY USAGE</c> tells it.</param>
public sealed record LevelStats(
    string Level, long Hits, long Stored, long Misses, long Bypasses, long Waits, FillsRefused FillsRefused, long Entries, long Bytes)
{
    /// <summary>All reads.</summary>
    public long Reads => Hits + Stored + Misses + Bypasses;
}

/// <summary>Loads that were not kept, by what overtook them.</summary>
/// <param name="Floor">A floor was above what was read.</param>
/// <param name="Epoch">A tag or the fence was made anew.</param>
/// <param name="Newer">A newer page was there.</param>
/// <param name="Generation">The database began another life.</param>
/// <param name="NoFence">The server was another one.</param>
public sealed record FillsRefused(long Floor, long Epoch, long Newer, long Generation, long NoFence);
