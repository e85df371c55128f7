using Polly;
using Polly.CircuitBreaker;
using Polly.Timeout;
using StackExchange.Redis;

namespace Stats.Cache;

/// <summary>The connection to Redis. It never fails at start: while Redis is away, every call says so.</summary>
public sealed class RedisServer : IAsyncDisposable
{
    private readonly Lazy<Task<ConnectionMultiplexer>> _connection;
    private readonly ResiliencePipeline _pipeline;

    /// <summary>Connects at the first call.</summary>
    /// <param name="configuration">A StackExchange.Redis configuration, such as <c>redis:6379</c>.</param>
    /// <param name="timeout">How long one call may take.</param>
    public RedisServer(string configuration, TimeSpan timeout)
    {
        var options = ConfigurationOptions.Parse(configuration);
        options.AbortOnConnectFail = false;
        options.ClientName ??= "Stats";
        _connection = new(() => ConnectAsync(options));
        _pipeline = new ResiliencePipelineBuilder()
            // Without the breaker every reader would wait for the timeout of its own while Redis hangs.
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions
            {
                ShouldHandle = new PredicateBuilder().Handle<Exception>(IsUnavailable),
                FailureRatio = 0.5,
                MinimumThroughput = 20,
                SamplingDuration = TimeSpan.FromSeconds(5),
                BreakDuration = TimeSpan.FromSeconds(1),
            })
            .AddTimeout(timeout)
            .Build();
    }

    /// <summary>Raised when a connection was lost: what the next one leads to has to be looked at first.</summary>
    internal event Action? Lost;

    /// <summary>Whether the failure says that Redis can't be had now.</summary>
    public static bool IsUnavailable(Exception exception) => exception is RedisConnectionException or TimeoutException
        or TimeoutRejectedException or BrokenCircuitException or ObjectDisposedException
        || exception is RedisServerException { Message: var message } && (message.StartsWith("LOADING") || message.StartsWith("READONLY") || message.StartsWith("MASTERDOWN") || message.StartsWith("OOM"));

    /// <summary>Whether Redis answers.</summary>
    public async Task PingAsync(CancellationToken cancellationToken) =>
        await _pipeline.ExecuteAsync(
            async token => await (await ConnectionAsync(token)).GetDatabase().PingAsync().WaitAsync(token), cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_connection.IsValueCreated)
            (await _connection.Value).Dispose();
    }

    internal async Task<RedisResult> EvalAsync(string script, RedisKey[] keys, RedisValue[] values, CancellationToken cancellationToken) =>
        await _pipeline.ExecuteAsync(
            async token =>
            {
                var database = (await ConnectionAsync(token)).GetDatabase();
                try
                {
                    return await database.ScriptEvaluateAsync(script, keys, values).WaitAsync(token);
                }
                catch (RedisServerException e) when (e.Message.StartsWith("NOSCRIPT", StringComparison.Ordinal))
                {
                    // The server forgot the script (a restart); the client has noticed and sends it whole this time.
                    return await database.ScriptEvaluateAsync(script, keys, values).WaitAsync(token);
                }
            },
            cancellationToken);

    private async Task<ConnectionMultiplexer> ConnectAsync(ConfigurationOptions options)
    {
        var connection = await ConnectionMultiplexer.ConnectAsync(options);
        connection.ConnectionFailed += (_, _) => Lost?.Invoke();
        return connection;
    }

    private Task<ConnectionMultiplexer> ConnectionAsync(CancellationToken cancellationToken) => _connection.Value.WaitAsync(cancellationToken);
}
