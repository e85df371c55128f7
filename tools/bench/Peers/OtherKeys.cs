using Bench.Cache;
using StackExchange.Redis;

namespace Bench.Peers;

/// <summary>Pages of other tags in Redis, in the format of each cache, with what it keeps for tags there.</summary>
internal static class OtherKeys
{
    private const int AtOnce = 10_000;
    private const int PagesOfATag = 100;
    private const int BodySize = 200;

    // What IDistributedCache stores, which FusionCache and HybridCache use as well. They keep nothing for a tag until it is removed.
    private const string PutHashes =
        """
        for n = ARGV[1], ARGV[2] do
          redis.call('HSET', 'other:' .. n, 'absexp', '-1', 'sldexp', '-1', 'data', ARGV[3])
        end
        """;

    // A string for each page, a sorted set of pages for each tag, and a sorted set of all tags.
    private static readonly string PutOutput =
        $"""
        for n = ARGV[1], ARGV[2] do
          local tag = 'other-' .. math.floor(n / {PagesOfATag})
          redis.call('SET', '{Caches.OutputPages.Prefix}__MSOCV_other-' .. n, ARGV[3])
          redis.call('ZADD', '{Caches.OutputPages.Prefix}__MSOCT_' .. tag, 2000000000000, 'other-' .. n)
          redis.call('ZADD', '{Caches.OutputPages.Prefix}__MSOCT', 2000000000000, tag)
        end
        """;

    public static async Task PutAsync(IDatabase redis, Contender contender, int keys, CancellationToken ct)
    {
        if (contender == Contender.Caches[0])
        {
            await Neighbours.PutAsync(redis, keys, ct);
            return;
        }
        var script = contender.Name == "output cache" ? PutOutput : PutHashes;
        var body = new string('x', BodySize);
        for (var n = 0; n < keys; n += AtOnce)
            await redis.ScriptEvaluateAsync(script, [], [n, Math.Min(n + AtOnce, keys) - 1, body]).WaitAsync(ct);
    }
}
