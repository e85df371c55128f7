
namespace Stats.Cache.Budgets;

/// <summary>
/// Budgets of requests that all processes on one Redis share. Each window of the server's clock has a new one. A process draws a block and
/// spends it by itself; all blocks of a window together are never more than its limit.
/// </summary>
/// <remarks>Nothing here is fenced: a Redis that loses its data gives a budget out once more.</remarks>
public sealed class SharedBudgets(RedisConnection redis)
{
    /// <param name="name">Whose budget.</param>
    /// <param name="limit">What it is in a window.</param>
    /// <param name="window">How long a window lasts.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="RedisUnavailableException">Redis is away, or didn't answer in time.</exception>
    public async Task<Block> DrawAsync(string name, long limit, TimeSpan window, CancellationToken cancellationToken)
    {
        var reply = (long[])(await ((IScripts)redis).EvalAsync(
            LuaScript.Draw, [CacheKeys.Budget(name)], [limit, (long)window.TotalMilliseconds], cancellationToken))!;
        return new Block(reply[0], reply[1], TimeSpan.FromMilliseconds(reply[2]));
    }
}

/// <summary>What was drawn.</summary>
/// <param name="Granted">Requests that may be answered until the window ends; 0 if nothing is left of it.</param>
/// <param name="Left">What is left for the next draw.</param>
/// <param name="Ends">How long the window still lasted when it was drawn.</param>
public readonly record struct Block(long Granted, long Left, TimeSpan Ends);
