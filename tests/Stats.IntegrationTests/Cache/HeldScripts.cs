using StackExchange.Redis;
using Stats.Cache;

namespace Stats.IntegrationTests.Cache;

/// <summary>Runs scripts on the real Redis, and can hold back what it answered.</summary>
internal sealed class HeldScripts(IScripts redis) : IScripts
{
    /// <summary>Awaited after a script ran, before its answer is handed on.</summary>
    public Func<string, Task> Answered { get; set; } = _ => Task.CompletedTask;

    /// <summary>What Redis answered last.</summary>
    public RedisResult? Last { get; private set; }

    public async Task<RedisResult> EvalAsync(string script, RedisKey[] keys, RedisValue[] values, CancellationToken cancellationToken)
    {
        var reply = Last = await redis.EvalAsync(script, keys, values, cancellationToken);
        await Answered(script);
        return reply;
    }
}
