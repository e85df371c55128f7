using System.Runtime.CompilerServices;

namespace Stats.Cache.Administration;

/// <summary>Counts and purges pages for operators. It reads the index of each kind of page, never all keys of the server.</summary>
public sealed class CacheAdministration(RedisConnection redis)
{
    // Redis does nothing else while a script runs.
    private const int AtOnce = 500;

    private readonly IScripts _scripts = redis;

    /// <summary>Counts the pages in Redis by kind, one by one and not in a snapshot.</summary>
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
    /// Unlinks every page whose key matches. The cost grows with the number of pages of the kind. Pages are fresh without it, and a page
    /// that is stored meanwhile may remain.
    /// </summary>
    /// <param name="pattern">A Redis glob that begins with <see cref="CacheKeys.Prefix"/>, such as <c>{stats}:club:*</c>.</param>
    /// <param name="cancellationToken">Stops it; pages already unlinked stay so.</param>
    /// <returns>The number of pages unlinked.</returns>
    /// <exception cref="FormatException">The pattern can't match a page; the message says why.</exception>
    /// <exception cref="RedisUnavailableException">Redis doesn't answer.</exception>
    public async Task<long> PurgeAsync(string pattern, CancellationToken cancellationToken)
    {
        var removed = 0L;
        foreach (var kind in KindsOf(pattern))
            await foreach (var step in ThroughAsync(LuaScript.Purge, kind, [pattern], cancellationToken))
                removed += (long)step[1];
        return removed;
    }

    /// <summary>The kinds of pages that the pattern may match.</summary>
    internal static IEnumerable<string> KindsOf(string pattern)
    {
        if (!pattern.StartsWith(CacheKeys.Prefix, StringComparison.Ordinal))
            throw new FormatException($"The pattern must begin with {CacheKeys.Prefix}, for example {CacheKeys.Prefix}club:*");
        var kind = pattern[CacheKeys.Prefix.Length..].Split(':')[0];
        if (kind.AsSpan().ContainsAny("*?[\\"))
            return CacheKeys.Kinds;
        return CacheKeys.Kinds.Contains(kind)
            ? [kind]
            : throw new FormatException(
                $"There are no pages under {CacheKeys.Prefix}{kind}:, only under {string.Join(", ", CacheKeys.Kinds)}; "
                    + $"for example {CacheKeys.Prefix}club:*");
    }

    private async IAsyncEnumerable<RedisResult[]> ThroughAsync(
        string script, string kind, RedisValue[] more, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        RedisValue cursor = 0;
        do
        {
            var step = (RedisResult[])(await _scripts.EvalAsync(
                script, [CacheKeys.Pages(kind)], [cursor, AtOnce, .. more], cancellationToken))!;
            cursor = (RedisValue)step[0];
            yield return step;
        }
        while (cursor != 0);
    }
}
