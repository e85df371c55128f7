using System.Diagnostics;
using StackExchange.Redis;
using Stats.Cache;
using Stats.Cache.Budgets;
using StatsApi.RateLimits;

namespace Stats.IntegrationTests.Cache;

/// <summary>Budgets that processes share through a real Redis.</summary>
public sealed class SharedBudgetsTests(RedisFixture redis) : CacheTests(redis)
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(100)]
    [InlineData(123_456)]
    public async Task The_blocks_of_a_window_add_up_to_the_limit(long limit)
    {
        await using var one = new Process(Redis.Servers.Redis);
        await using var two = new Process(Redis.Servers.Redis);
        var (granted, left, draws) = (0L, limit, 0);
        for (var block = default(Block); draws == 0 || block.Granted > 0; draws++)
        {
            block = await (draws % 2 == 0 ? one : two).Shared.DrawAsync("website", limit, Hour, CancellationToken.None);
            // At most a tenth of the rest, so that little is lost if a process stops.
            Assert.InRange(block.Granted, 0, Math.Max(1, left / 10));
            Assert.InRange(block.Ends, TimeSpan.FromMilliseconds(1), Hour);
            granted += block.Granted;
            left -= block.Granted;
            Assert.Equal(left, block.Left);
        }
        Assert.Equal(limit, granted);
        Assert.True(draws < limit / 2 + 30, $"{draws} draws");
        // Another client's budget is untouched.
        Assert.Equal(Math.Max(1, limit / 10), (await one.Shared.DrawAsync("another", limit, Hour, CancellationToken.None)).Granted);
    }

    [Fact]
    public async Task A_lower_limit_counts_the_draws_under_the_higher_one()
    {
        await using var process = new Process(Redis.Servers.Redis);
        Assert.Equal(10, (await process.Shared.DrawAsync("website", 100, Hour, CancellationToken.None)).Granted);
        Assert.Equal((0, 0), await DrawnAsync(process, 5));
        Assert.Equal((1, 9), await DrawnAsync(process, 20));
    }

    [Theory]
    [InlineData("redis.call('SET', KEYS[1], 'not a budget')")]
    [InlineData("redis.call('HSET', KEYS[1], 'drawn', 'x')")]
    public async Task A_corrupt_budget_is_replaced(string corruption)
    {
        await using var process = new Process(Redis.Servers.Redis);
        await DrawnAsync(process, 100);
        await Redis.Raw.ScriptEvaluateAsync(corruption, [CacheKeys.Budget("website")], []);
        Assert.Equal((10, 90), await DrawnAsync(process, 100));
        Assert.InRange((await Redis.Raw.KeyTimeToLiveAsync(CacheKeys.Budget("website")))!.Value, Hour, 2 * Hour);
    }

    [Fact]
    public async Task Two_processes_under_load_never_exceed_the_limit_of_a_window()
    {
        const int Limit = 40;
        var window = TimeSpan.FromSeconds(1);
        await using var one = new Process(Redis.Servers.Redis);
        await using var two = new Process(Redis.Servers.Redis);
        var from = await WindowAsync(window);
        var clock = Stopwatch.StartNew();
        var admitted = await Task.WhenAll(((Process[])[one, two, one, two]).Select(async process =>
        {
            var (budget, count) = (process.Budget(window), 0);
            while (clock.Elapsed < TimeSpan.FromSeconds(3.5))
            {
                count += (await budget.SpendAsync(Limit, CancellationToken.None)).Admitted ? 1 : 0;
                await Task.Yield();
            }
            return count;
        }));
        var windows = await WindowAsync(window) - from + 1;
        // Fewer may be admitted in the first and the last window, and in any window on a busy machine.
        Assert.InRange(admitted.Sum(), Limit, windows * Limit);
    }

    private static async Task<(long, long)> DrawnAsync(Process process, long limit)
    {
        var block = await process.Shared.DrawAsync("website", limit, Hour, CancellationToken.None);
        return (block.Granted, block.Left);
    }

    private async Task<long> WindowAsync(TimeSpan window) =>
        (long)await Redis.Raw.ScriptEvaluateAsync("return redis.call('TIME')[1]", [], []) / (long)window.TotalSeconds;

    private sealed class Process(string address) : IAsyncDisposable
    {
        private readonly RedisConnection _redis = new(ConfigurationOptions.Parse(address), TimeSpan.FromSeconds(1));

        public SharedBudgets Shared => new(_redis);

        public Budget Budget(TimeSpan window) =>
            new(limit => Shared.DrawAsync("website", limit, window, CancellationToken.None), window, TimeProvider.System);

        public ValueTask DisposeAsync() => _redis.DisposeAsync();
    }
}
