using StackExchange.Redis;
using Stats.Cache;

namespace Stats.IntegrationTests.Cache.Checker;

/// <summary>
/// Cache-aside as commonly implemented, in three scripts that are as atomic as ours: one looks up the page, one stores it, and one runs
/// after a change. KEYS are the page, the tag, the tag's index, and a lease.
/// </summary>
internal sealed class Plain(string name) : Design(name)
{
    private static readonly RedisKey[] Keys =
    [
        FakeDatabase.Page.Key,
        CacheKeys.Tag(FakeDatabase.Tag),
        CacheKeys.Index(FakeDatabase.Tag),
        CacheKeys.Lease(FakeDatabase.Page.Key),
    ];

    /// <summary>Returns the page or false, and a token for <see cref="Keep"/>. ARGV: a fresh nonce.</summary>
    public string Look { get; init; } = "return {redis.call('GET', KEYS[1]), ''}";

    /// <summary>Stores the page. ARGV: the page, the token.</summary>
    public string Keep { get; init; } = "redis.call('SET', KEYS[1], ARGV[1], 'PX', 600000)";

    /// <summary>Invalidates the page. ARGV: a fresh nonce.</summary>
    public required string Purge { get; init; }

    public override IReader Reader(Gates gates, bool isLeased) => new Pages(this, gates);

    public override IWriter Writer(Gates gates) => new Purges(this, gates);

    private sealed class Pages(Plain design, Gates gates) : IReader
    {
        public async Task<Told> ReadAsync(Held? held)
        {
            var found = (RedisValue[])(await gates.CallAsync("LOOK FOR PAGE", design.Look, Keys, [Guid.NewGuid().ToString("N")]))!;
            if (!found[0].IsNull)
                return new((long)found[0], IsHit: true);
            var database = await Gates.ReadDatabaseAsync();
            await gates.CallAsync("KEEP PAGE", design.Keep, Keys, [database.Version, found[1]]);
            return new(database.Version, IsHit: false);
        }

        public Task ListenAsync() => Task.CompletedTask;
    }

    private sealed class Purges(Plain design, Gates gates) : IWriter
    {
        public Task WarmAsync() => Task.CompletedTask;

        public async Task ChangeAsync()
        {
            var database = await Gates.CommitAsync("commits", before => before with { Version = before.Version + 1 });
            if (design.Purge.Length > 0)
                await gates.CallAsync("PURGE", design.Purge, Keys, [Guid.NewGuid().ToString("N")]);
            gates.Acknowledge(database.Version);
        }
    }
}
