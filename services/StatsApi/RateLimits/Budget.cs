using Stats.Cache.Budgets;

namespace StatsApi.RateLimits;

/// <summary>
/// The requests that one key has left in this process. It spends a block drawn from the budget that all replicas share, and then draws the
/// next one. Without Redis it has the whole limit to itself.
/// </summary>
/// <param name="draw">Draws from the shared budget with this limit.</param>
internal sealed class Budget(Func<long, Task<Block>> draw, TimeSpan window, TimeProvider time)
{
    // How long this process uses its own count before it tries Redis again.
    private static readonly TimeSpan Alone = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();

    // What is left of the current block, and when it ends. Then the rest expires, so that no window spends another's block.
    private long _permits;
    private long _blockEnds;

    // Of the window: what is left to draw, what this process has spent, and when it ends.
    private long _left;
    private long _spent;
    private long _windowEnds;

    private Task _drawing = Task.CompletedTask;

    public async ValueTask<RateLimitDecision> SpendAsync(long limit, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task drawing;
            lock (_lock)
            {
                if (TrySpend(limit) is { } verdict)
                    return verdict;
                // One draw at a time, for all waiting requests.
                if (_drawing.IsCompleted)
                    _drawing = DrawAsync(limit);
                drawing = _drawing;
            }
            await drawing.WaitAsync(cancellationToken);
        }
    }

    /// <returns>Null if a block must be drawn first.</returns>
    private RateLimitDecision? TrySpend(long limit)
    {
        var now = time.GetTimestamp();
        if (now >= _blockEnds || (_permits == 0 && _left > 0))
            return null;
        var admitted = _permits > 0;
        if (admitted)
            (_permits, _spent) = (_permits - 1, _spent + 1);
        return new RateLimitDecision(admitted, "key", limit, _permits + _left, time.GetElapsedTime(now, _windowEnds));
    }

    private async Task DrawAsync(long limit)
    {
        // Before the call: the server reads its clock later, so the block ends here no later than there.
        var began = time.GetTimestamp();
        Block? drawn = null;
        try
        {
            drawn = await draw(limit);
        }
        catch (RedisUnavailableException)
        {
            // Continue as if this process were the only one.
        }
        lock (_lock)
        {
            var isNew = began >= _windowEnds;
            if (isNew)
                _spent = 0;
            if (drawn is { } block)
                _windowEnds = After(began, block.Ends);
            else if (isNew)
                _windowEnds = After(began, UntilNext());
            var mine = Math.Max(0, limit - _spent);
            (_permits, _left) = drawn is { } shared ? (Math.Min(shared.Granted, mine), shared.Left) : (mine, 0);
            if (_permits == 0)
                _left = 0;
            _blockEnds = drawn is null ? Math.Min(_windowEnds, After(began, Alone)) : _windowEnds;
        }
    }

    // Windows begin at the full minute on all replicas.
    private TimeSpan UntilNext() => window - TimeSpan.FromTicks(time.GetUtcNow().UtcTicks % window.Ticks);

    private long After(long timestamp, TimeSpan duration) => timestamp + (long)(duration.TotalSeconds * time.TimestampFrequency);
}
