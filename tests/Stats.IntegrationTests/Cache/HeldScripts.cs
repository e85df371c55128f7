using StackExchange.Redis;
using Stats.Cache;

namespace Stats.IntegrationTests.Cache;

/// <summary>Runs scripts on a real Redis and can delay its replies.</summary>
internal sealed class HeldScripts(IScripts redis) : IScripts
{
    /// <summary>Awaited after a script ran, before its reply is returned.</summary>
    public Func<string, Task> Answered { get; set; } = _ => Task.CompletedTask;

    /// <summary>The last reply of Redis.</summary>
    public RedisResult? Last { get; private set; }

    public async Task<RedisResult> EvalAsync(string script, RedisKey[] keys, RedisValue[] values, CancellationToken cancellationToken)
    {
        var reply = Last = await redis.EvalAsync(script, keys, values, cancellationToken);
        await Answered(script);
        return reply;
    }
}
