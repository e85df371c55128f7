using Stats.Cache;
using Stats.Cache.Budgets;
using StatsApi.RateLimits;

namespace Stats.Tests.Api;

/// <summary>One process's share of a key's budget, given the blocks that Redis grants. The integration tests cover the granting.</summary>
public sealed class BudgetTests
{
    private const long Limit = 100;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly ManualTime _time = new(new DateTimeOffset(2026, 1, 1, 12, 0, 20, TimeSpan.Zero));
    private readonly Queue<Block?> _blocks = new();
    private readonly Budget _budget;
    private int _draws;

    public BudgetTests() => _budget = new Budget(
        _ =>
        {
            _draws++;
            return _blocks.Dequeue() is { } block
                ? Task.FromResult(block)
                : Task.FromException<Block>(new RedisUnavailableException(new TimeoutException("away")));
        },
        Window,
        _time);

    [Fact]
    public async Task A_block_is_spent_without_another_draw()
    {
        Given(new Block(10, 90, TimeSpan.FromSeconds(40)), new Block(9, 81, TimeSpan.FromSeconds(40)));
        Assert.Equal(10, await AdmittedAsync(10));
        Assert.Equal(1, _draws);
        var next = await SpendAsync();
        Assert.Equal((true, 89, TimeSpan.FromSeconds(40), 2), (next.Admitted, next.Remaining, next.Reset, _draws));
    }

    [Fact]
    public async Task Requests_over_the_limit_are_refused_without_another_draw_until_the_window_ends()
    {
        Given(new Block(1, 0, TimeSpan.FromSeconds(40)), new Block(10, 90, Window));
        Assert.Equal(1, await AdmittedAsync(1000));
        _time.Pass(TimeSpan.FromSeconds(39));
        var refused = await SpendAsync();
        Assert.Equal((false, 0, TimeSpan.FromSeconds(1), 1), (refused.Admitted, refused.Remaining, refused.Reset, _draws));
        _time.Pass(TimeSpan.FromSeconds(1));
        Assert.True((await SpendAsync()).Admitted);
    }

    [Fact]
    public async Task A_block_expires_with_its_window()
    {
        Given(new Block(10, 90, TimeSpan.FromSeconds(40)), new Block(2, 0, Window));
        Assert.Equal(1, await AdmittedAsync(1));
        _time.Pass(TimeSpan.FromSeconds(40));
        Assert.Equal(2, await AdmittedAsync(50));
    }

    [Fact]
    public async Task Without_Redis_a_process_admits_the_whole_limit_and_no_more()
    {
        Given(null, null);
        var first = await SpendAsync();
        Assert.Equal((true, 99, TimeSpan.FromSeconds(40)), (first.Admitted, first.Remaining, first.Reset));
        Assert.Equal(99, await AdmittedAsync(500));
        // Redis is tried again after a few seconds. Requests admitted in between still count.
        _time.Pass(TimeSpan.FromSeconds(6));
        Assert.Equal((0, 2), (await AdmittedAsync(50), _draws));
    }

    [Fact]
    public async Task Without_Redis_a_window_starts_at_each_full_minute()
    {
        Given([.. Enumerable.Repeat<Block?>(null, 20)]);
        Assert.Equal(100, await AdmittedAsync(500));
        _time.Pass(TimeSpan.FromSeconds(40));
        Assert.Equal(100, await AdmittedAsync(500));
    }

    [Fact]
    public async Task Requests_admitted_before_an_outage_of_Redis_still_count()
    {
        Given(new Block(10, 90, TimeSpan.FromSeconds(40)), null);
        Assert.Equal(100, await AdmittedAsync(500));
        Assert.Equal(2, _draws);
    }

    [Fact]
    public async Task Blocks_are_drawn_again_when_Redis_is_back()
    {
        Given(null, new Block(5, 0, TimeSpan.FromSeconds(30)));
        Assert.Equal(20, await AdmittedAsync(20));
        _time.Pass(TimeSpan.FromSeconds(6));
        Assert.Equal(5, await AdmittedAsync(100));
    }

    [Fact]
    public async Task Concurrent_requests_share_one_draw()
    {
        var drawn = new TaskCompletionSource<Block>();
        var draws = 0;
        var budget = new Budget(_ => { draws++; return drawn.Task; }, Window, _time);
        var requests = Enumerable.Range(0, 50).Select(_ => budget.SpendAsync(Limit, CancellationToken.None).AsTask()).ToArray();
        drawn.SetResult(new Block(10, 0, Window));
        Assert.Equal((10, 1), ((await Task.WhenAll(requests)).Count(verdict => verdict.Admitted), draws));
    }

    private void Given(params Block?[] blocks) => Array.ForEach(blocks, _blocks.Enqueue);

    private Task<RateLimitDecision> SpendAsync() => _budget.SpendAsync(Limit, CancellationToken.None).AsTask();

    private async Task<int> AdmittedAsync(int requests)
    {
        var admitted = 0;
        for (var n = 0; n < requests; n++)
            admitted += (await SpendAsync()).Admitted ? 1 : 0;
        return admitted;
    }
}
