using System.Diagnostics.Metrics;
using System.Text;
using Microsoft.Extensions.Options;
using Npgsql;
using StackExchange.Redis;
using Stats.Cache;
using Stats.Contracts;
using Stats.IntegrationTests.Cache;
using Stats.Store;

namespace Stats.IntegrationTests.Store;

/// <summary>
/// A database that was restored from a backup reaches the same version numbers with other results, while Redis still has pages from the
/// time after the backup.
/// </summary>
public sealed class RestoreTests(PostgresFixture postgres, RedisFixture redis) : IClassFixture<PostgresFixture>, IClassFixture<RedisFixture>
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task After_a_restore_an_old_page_is_served_only_without_restore_done(bool said)
    {
        await redis.FlushAsync();
        await using var store = await postgres.AnotherAsync();
        await store.TakeAsync(Facts.Result("restored", 1, 0));
        await using var restored = await BackupAsync(store);

        await store.TakeAsync(Facts.Result("restored", 2, 0, revision: 2));
        await using (var before = new PageProcess(redis.Servers.Redis, store))
        {
            Assert.Equal(("2 at 2", CacheStatus.Stored), await before.ReadAsync());
            Assert.Equal(("2 at 2", CacheStatus.Hit), await before.ReadAsync());
        }

        if (said)
        {
            var (code, output) = await postgres.Statsctl(restored, "restore-done", "--redis", redis.Servers.Redis).EndAsync();
            Assert.True(code == 0, output);
        }
        await restored.TakeAsync(Facts.Result("restored", 5, 0, revision: 3));
        await using var after = new PageProcess(redis.Servers.Redis, restored);
        Assert.Equal(said ? ("5 at 2", CacheStatus.Stored) : ("2 at 2", CacheStatus.Hit), await after.ReadAsync());
    }

    [Fact]
    public async Task A_new_generation_is_higher_than_every_known_one_regardless_of_clocks()
    {
        await redis.FlushAsync();
        await using var store = await postgres.AnotherAsync();
        var first = await store.ScalarAsync<long>("select value from stats.generation");
        var second = await Generations.DrawAsync(store.Database, above: 0, CancellationToken.None);
        Assert.True(second > first);
        const long Ahead = 9_000_000_000_000_000;
        await store.ExecuteAsync($"update stats.generation set value = {Ahead}");
        Assert.Equal(Ahead + 1, await Generations.DrawAsync(store.Database, above: 0, CancellationToken.None));

        // Redis has the higher generation, but the backup does not.
        await redis.Raw.HashSetAsync(CacheKeys.Fence, "generation", Ahead + 5);
        await redis.Raw.HashSetAsync(CacheKeys.Fence, "nonce", "old");
        await store.ExecuteAsync($"update stats.generation set value = {first}");
        var (code, output) = await postgres.Statsctl(store, "restore-done", "--redis", redis.Servers.Redis).EndAsync();
        Assert.True(code == 0, output);
        Assert.Equal(Ahead + 6, await store.ScalarAsync<long>("select value from stats.generation"));
        Assert.Equal(Ahead + 6, (long)await redis.Raw.HashGetAsync(CacheKeys.Fence, "generation"));
        Assert.NotEqual("old", (string?)await redis.Raw.HashGetAsync(CacheKeys.Fence, "nonce"));
    }

    private async Task<StoreDatabase> BackupAsync(StoreDatabase store)
    {
        store.Database.Clear();
        return await postgres.AnotherAsync(copyOf: new NpgsqlConnectionStringBuilder(store.ConnectionString).Database);
    }

    /// <summary>A process that reads one page through the cache. The page has the home club's goals and the version.</summary>
    private sealed class PageProcess : IPageSource, IAsyncDisposable
    {
        private static readonly PageRequest Page = new(CacheKeys.Page("match", "restored", 1, ""), [Tags.Match("restored"), Tags.Names]);

        private readonly StoreDatabase _store;
        private readonly RedisConnection _redis;
        private readonly HeldPages _held =
            new(Options.Create(new CacheOptions()), new ReadLease(new LeaseClock(TimeProvider.System, new CacheOptions())));
        private readonly PageCache _pages;

        public PageProcess(string redis, StoreDatabase store)
        {
            (_store, _redis) = (store, new RedisConnection(ConfigurationOptions.Parse(redis), TimeSpan.FromSeconds(5)));
            var diagnostics = new CacheDiagnostics(new Meter(CacheDiagnostics.Name));
            var options = Options.Create(new CacheOptions());
            _pages = new PageCache(_redis, new Fence(_redis), _held, this, options, diagnostics, TimeProvider.System);
        }

        public async Task<bool> KnowsAsync(string tag, CancellationToken cancellationToken) =>
            await _store.ScalarAsync<bool>($"select exists (select from stats.tag_version where tag = '{tag}')");

        public async Task<(string Body, CacheStatus Status)> ReadAsync()
        {
            var page = await _pages.GetAsync(Page, LoadAsync, CancellationToken.None);
            return (Encoding.UTF8.GetString(page!.Body.Span), page.Status);
        }

        public ValueTask DisposeAsync()
        {
            _held.Dispose();
            return _redis.DisposeAsync();
        }

        private async Task<LoadedPage?> LoadAsync(CancellationToken cancellationToken)
        {
            await using var command = _store.Database.CreateCommand(
                """
                select g.value, v.version, m.home_goals
                from stats.generation g, stats.tag_version v, stats.match m
                where v.tag = 'match:restored' and m.id = 'restored'
                """);
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            await reader.ReadAsync(cancellationToken);
            var body = Encoding.UTF8.GetBytes($"{reader.GetInt16(2)} at {reader.GetInt64(1)}");
            return new LoadedPage(reader.GetInt64(0), [reader.GetInt64(1), 0], body, body, TimeSpan.FromMinutes(10));
        }
    }
}
