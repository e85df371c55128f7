using StackExchange.Redis;

namespace Bench.Cache;

/// <summary>A match, a few pages under each of its tags, and two ways to purge them.</summary>
internal sealed class OneMatch(CachedRedis redis)
{
    private const int PagesOfATag = 3;

    private static readonly MixedMatch Match = new("m", "league", "2025-26", "home", "away");

    // The kinds and ids of pages that a match can change, as a cache without tags would purge them.
    private static readonly string[] Patterns =
    [
        .. new (string Kind, string? Id)[]
        {
            ("overall", null), ("leaderboard", null), ("competition", Match.Competition), ("club", Match.Home), ("club", Match.Away),
            ("model", null), ("match", Match.Id),
        }.Select(part => $"{CacheKeys.Prefix}{part.Kind}{(part.Id is null ? "" : $":{part.Id}")}:*"),
    ];

    private static readonly PageRequest[] Pages =
    [
        .. from tag in Match.Touched
           from n in Enumerable.Range(0, PagesOfATag)
           select new PageRequest(CacheKeys.Page("competition", Match.Competition, 1, $"{tag}&limit={n + 1}"), [tag, Tags.Names]),
    ];

    public CachedRedis Redis => redis;

    /// <summary>The number of patterns, each of which needs a SCAN.</summary>
    public static int PatternCount => Patterns.Length;

    /// <summary>Reads its pages, so that there is something to purge.</summary>
    public Task FillAsync(CancellationToken ct) => Task.WhenAll(Pages.Select(page => redis.ReadAsync(page, ct)));

    /// <summary>Completes the match: raises all its floors and unlinks its pages.</summary>
    public Task InvalidateAsync(CancellationToken ct) => redis.InvalidateAsync(redis.Source.Commit(Match.Touched), ct);

    /// <summary>Purges in the usual way: one SCAN per pattern, unlinking the keys found.</summary>
    /// <returns>The number of keys unlinked.</returns>
    public async Task<long> ScanAsync(CancellationToken ct)
    {
        var unlinked = 0L;
        foreach (var pattern in Patterns)
        {
            var cursor = "0";
            do
            {
                var reply = (RedisResult[])(await redis.Raw.ExecuteAsync("SCAN", cursor, "MATCH", pattern, "COUNT", 1000).WaitAsync(ct))!;
                cursor = (string)reply[0]!;
                if ((RedisKey[])reply[1]! is { Length: > 0 } found)
                    unlinked += (long)await redis.Raw.ExecuteAsync("UNLINK", [.. found]).WaitAsync(ct);
            }
            while (cursor != "0");
        }
        return unlinked;
    }

    public static int PageCount => Pages.Length;
}
