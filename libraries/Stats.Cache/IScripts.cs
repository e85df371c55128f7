namespace Stats.Cache;

/// <summary>Runs scripts on Redis. The cache protocol sends no other commands; it also hears one channel.</summary>
internal interface IScripts
{
    /// <exception cref="RedisUnavailableException">Redis is unavailable, or didn't answer in time.</exception>
    Task<RedisResult> EvalAsync(string script, RedisKey[] keys, RedisValue[] values, CancellationToken cancellationToken);
}
