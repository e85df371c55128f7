using StackExchange.Redis;

namespace Stats.Cache.Administration;

/// <summary>What operators ask of the cache. It goes through the indexes of the kinds of pages, never through all keys of the server.</summary>
/// <param name="redis">Where the cache is.</param>
public sealed class CacheAdministration(RedisConnection redis)
{
    // Redis stands still while a script runs.
    private const int AtOnce = 500;

    private readonly IScripts _scripts = redis;

    /// <summary>The pages in Redis by kind. They are counted one by one, while others come and go.</summary>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="RedisUnavailableException">Redis doesn't answer.</exception>
    public async Task<IReadOnlyList<PageCensus>> CensusAsync(CancellationToken cancellationToken)
    {
        var kinds = new List<PageCensus>();
        foreach (var kind in CacheKeys.Kinds)
        {
            long entries = 0, bytes = 0;
            await foreach (var step in ThroughAsync(LuaScript.Census, kind, [], cancellationToken))
                (entries, bytes) = (entries + (long)step[1], bytes + (long)step[2]);
            kinds.Add(new PageCensus(kind, entries, bytes));
        }
        return kinds;
    }

    /// <summary>
    /// Unlinks every page whose key matches. It costs as much as its kind has pages. No page needs it to be fresh, and a page that is being
    /// filled meanwhile may be kept.
    /// </summary>
    /// <param name="pattern">A glob as of Redis, beginning with <see cref="CacheKeys.Prefix"/>, such as <c>{stats}:club:*</c>.</param>
    /// <param name="cancellationToken">Stops it; what is unlinked stays so.</param>
    /// <returns>How many pages.</returns>
    /// <exception cref="FormatException">It is no pattern of pages; the message says why.</exception>
    /// <exception cref="RedisUnavailableException">Redis doesn't answer.</exception>
    public async Task<long> PurgeAsync(string pattern, CancellationToken cancellationToken)
    {
        var removed = 0L;
        foreach (var kind in KindsOf(pattern))
            await foreach (var step in ThroughAsync(LuaScript.Purge, kind, [pattern], cancellationToken))
                removed += (long)step[1];
        return removed;
    }

    /// <summary>The kinds of which pages may match.</summary>
    internal static IEnumerable<string> KindsOf(string pattern)
    {
        if (!pattern.StartsWith(CacheKeys.Prefix, StringComparison.Ordinal))
            throw new FormatException($"A pattern begins with {CacheKeys.Prefix}, for example {CacheKeys.Prefix}club:*");
        var kind = pattern[CacheKeys.Prefix.Length..].Split(':')[0];
        if (kind.AsSpan().ContainsAny("*?[\\"))
            return CacheKeys.Kinds;
        return CacheKeys.Kinds.Contains(kind)
            ? [kind]
            : throw new FormatException($"There are no pages under {CacheKeys.Prefix}{kind}:, only under {string.Join(", ", CacheKeys.Kinds)}; for example {CacheKeys.Prefix}club:*");
    }

    private async IAsyncEnumerable<RedisResult[]> ThroughAsync(
        string script, string kind, RedisValue[] more, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        RedisValue cursor = 0;
        do
        {
            var step = (RedisResult[])(await _scripts.EvalAsync(script, [CacheKeys.Pages(kind)], [cursor, AtOnce, .. more], cancellationToken))!;
            cursor = (RedisValue)step[0];
            yield return step;
        }
        while (cursor != 0);
    }
}
