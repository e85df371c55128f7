namespace Stats.IntegrationTests.Cache;

/// <summary>Tests of the cache, each with an empty Redis and a database of its own.</summary>
public abstract class CacheTests(RedisFixture redis) : IClassFixture<RedisFixture>, IAsyncLifetime
{
    private protected RedisFixture Redis => redis;

    private protected FakeDatabase Database { get; } = new();

    public ValueTask InitializeAsync() => new(redis.FlushAsync());

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>Creates a cache, as in a separate process, in which the page is a hit.</summary>
    private protected async Task<CacheProcess> WarmAsync()
    {
        var process = redis.Process(Database);
        await Database.WarmAsync(process);
        return process;
    }
}
