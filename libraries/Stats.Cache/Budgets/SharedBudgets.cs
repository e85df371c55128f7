
namespace Stats.Cache.Budgets;

/// <summary>
/// Request budgets that all processes on one Redis share. Each window of the server's clock has a full budget. A process draws a
/// block and spends it locally; all blocks of a window together never exceed the limit.
/// </summary>
/// <remarks>Budgets aren't fenced: a Redis that loses its data grants one again.</remarks>
public sealed class SharedBudgets(RedisConnection redis)
{
    /// <param name="limit">Requests in a window.</param>
    /// <exception cref="RedisUnavailableException">Redis is unavailable, or didn't answer in time.</exception>
    public async Task<Block> DrawAsync(string name, long limit, TimeSpan window, CancellationToken cancellationToken)
    {
        var reply = (long[])(await ((IScripts)redis).EvalAsync(
            LuaScript.Draw, [CacheKeys.Budget(name)], [limit, (long)window.TotalMilliseconds], cancellationToken))!;
        return new Block(reply[0], reply[1], TimeSpan.FromMilliseconds(reply[2]));
    }
}

/// <summary>A part of a budget that one process drew.</summary>
/// <param name="Granted">Requests that may be answered until the window ends; 0 if the budget is used up.</param>
/// <param name="Left">Requests left for the next draws.</param>
/// <param name="Ends">The time from the draw to the end of the window.</param>
public readonly record struct Block(long Granted, long Left, TimeSpan Ends);
