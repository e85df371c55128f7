using StackExchange.Redis;

namespace Bench.Cache;

/// <summary>Pages of other clubs with their tags and indexes, put into Redis as FILL would leave them.</summary>
internal static class Neighbours
{
    private const int AtOnce = 5_000;
    private const int PagesOfAClub = 98;

    // Writes for each club its tag, its index, and its pages.
    private const string Put =
        """
        for club = ARGV[1], ARGV[2] do
          local tag, index = string.format(ARGV[3], club), string.format(ARGV[4], club)
          redis.call('HSET', tag, 'n', 'nonce', 'e', 'epoch', 'f', '1')
          redis.call('PEXPIRE', tag, 200000000)
          for page = 1, ARGV[6] do
            local key = string.format(ARGV[5], club, page)
            redis.call('HSET', key, 'n', 'nonce', 'body', ARGV[7], 'e1', 'epoch', 'v1', '1', 'e2', 'epoch', 'v2', '1')
            redis.call('PEXPIRE', key, 86400000)
            redis.call('ZADD', index, 2000000000000 + page, key)
          end
          redis.call('PEXPIRE', index, 200000000)
        end
        """;

    /// <param name="keys">The number of keys of all kinds; a hundred for each club.</param>
    public static async Task PutAsync(IDatabase redis, int keys, CancellationToken ct)
    {
        const int clubsAtOnce = AtOnce / (PagesOfAClub + 2);
        var clubs = keys / (PagesOfAClub + 2);
        var body = new string('x', 200);
        for (var club = 1; club <= clubs; club += clubsAtOnce)
        {
            await redis.ScriptEvaluateAsync(
                Put,
                [],
                [
                    club,
                    Math.Min(club + clubsAtOnce - 1, clubs),
                    CacheKeys.Tag(Tags.Scope(null, "neighbour-%d", null)),
                    CacheKeys.Index(Tags.Scope(null, "neighbour-%d", null)),
                    CacheKeys.Page("club", "neighbour-%d", 1, "limit=%d"),
                    PagesOfAClub,
                    body,
                ]).WaitAsync(ct);
        }
    }
}
