using StackExchange.Redis;
using Stats.Contracts;

namespace Stats.Cache;

/// <summary>Raises floors and purges the pages below them.</summary>
public sealed class Invalidator
{
    // Unlinked in one go, so that no script holds Redis up for long.
    private const int PurgedAtOnce = 500;

    private readonly RedisServer _redis;
    private readonly Fence _fence;

    internal Invalidator(RedisServer redis, Fence fence) => (_redis, _fence) = (redis, fence);

    /// <summary>For a program that reads no pages.</summary>
    public Invalidator(RedisServer redis)
        : this(redis, new Fence(redis))
    {
    }

    /// <summary>The highest generation met so far; 0 before the first call.</summary>
    public long KnownGeneration => _fence.Generation;

    /// <summary>
    /// From its return on no page is served from data of a tag older than given. Versions of an older generation are dropped: nothing
    /// of that life of the database can be served any more.
    /// </summary>
    /// <param name="generation">The generation that the versions belong to.</param>
    /// <param name="versions">The version of each tag.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>How many pages were unlinked; null if the versions were dropped.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The generation isn't positive.</exception>
    public async Task<long?> InvalidateAsync(long generation, IReadOnlyDictionary<string, long> versions, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(generation);
        using var activity = CacheDiagnostics.Invalidate(versions.Count);
        await _fence.LookOnceAsync(cancellationToken);
        RedisKey[] keys =
        [
            CacheKeys.Fence,
            .. versions.Keys.Select(tag => (RedisKey)CacheKeys.Tag(tag)),
            .. versions.Keys.Select(tag => (RedisKey)CacheKeys.Index(tag)),
        ];
        RedisValue[] values = [generation.ToString(), PurgedAtOnce, .. versions.Values.Select(version => (RedisValue)version)];
        var removed = 0L;
        while (true)
        {
            var reply = (RedisResult[])(await _redis.EvalAsync(LuaScript.Invalidate, keys, values, cancellationToken))!;
            removed += (long)reply[1];
            switch ((string?)reply[0])
            {
                case "no-fence" or "newer":
                    await _fence.LookAsync(generation, cancellationToken);
                    break;
                case "raised" when (long)reply[2] == 0:
                    break;
                case "raised":
                    activity?.SetTag("stats.cache.keys_removed", removed);
                    return removed;
                case "older":
                    return null;
                case var other:
                    throw new InvalidOperationException($"INVALIDATE answered '{other}'.");
            }
        }
    }
}
