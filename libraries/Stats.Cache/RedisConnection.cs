using Microsoft.Extensions.Hosting;
using Polly;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace Stats.Cache;

/// <summary>The connection to Redis. It starts without Redis; while Redis is unavailable, every call throws.</summary>
public sealed class RedisConnection : IScripts, IHostedService, IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly ConfigurationOptions _options;
    private readonly ResiliencePipeline _pipeline;
    private readonly TimeSpan _timeout;
    private Task<ConnectionMultiplexer>? _connection;

    /// <summary>Connects when its host starts, or at the first call.</summary>
    public RedisConnection(ConfigurationOptions options, TimeSpan timeout)
    {
        _timeout = timeout;
        options.AbortOnConnectFail = false;
        options.ClientName ??= "Stats";
        options.LibraryName = "Stats";
        // A call without a connection fails at once: the reader can use the database, and the breaker counts the failure.
        options.BacklogPolicy = BacklogPolicy.FailFast;
        // A constant pause (ms), so that the cache is used again soon after Redis is back.
        options.ReconnectRetryPolicy = new LinearRetry(1000);
        // The client asks the server this often whether it is a primary or a replica, and doesn't send writes to a replica. With the
        // default of a minute, a promoted replica would be refused for that long.
        options.ConfigCheckSeconds = 1;
        _options = options;
        _pipeline = new ResiliencePipelineBuilder()
            // Without the breaker, every reader would wait for its own timeout while Redis hangs. Two calls are enough to open it, and
            // calls older than two seconds don't count: a process with few readers makes no more calls while they wait.
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions
            {
                ShouldHandle = call => ValueTask.FromResult(
                    call.Outcome.Exception is { } e && (IsUnavailable(e) || IsGivenUp(e, call.Context.CancellationToken))),
                FailureRatio = 0.5,
                MinimumThroughput = 2,
                SamplingDuration = TimeSpan.FromSeconds(2),
                BreakDuration = TimeSpan.FromSeconds(1),
            })
            .AddTimeout(timeout)
            .Build();
    }

    /// <summary>Writes a key, to test whether Redis accepts writes.</summary>
    /// <exception cref="RedisUnavailableException">It doesn't.</exception>
    public Task WriteAsync(CancellationToken cancellationToken) => ExecuteAsync(
        async (database, token) => await database.StringSetAsync(CacheKeys.Health, "", TimeSpan.FromMinutes(1)).WaitAsync(token),
        cancellationToken);

    /// <summary>
    /// Subscribes to a channel. Messages are handled one after the other, in their order; those sent while Redis is unavailable are lost.
    /// </summary>
    /// <returns>Whether it succeeded. If not, Redis is unavailable.</returns>
    internal async Task<bool> TrySubscribeAsync(string channel, Action<string> handle, CancellationToken cancellationToken)
    {
        try
        {
            var connection = await ConnectAsync().WaitAsync(cancellationToken);
            var messages = await connection.GetSubscriber().SubscribeAsync(RedisChannel.Literal(channel)).WaitAsync(cancellationToken);
            messages.OnMessage(message => handle(message.Message!));
            return true;
        }
        catch (Exception e) when (IsUnavailable(e) || IsGivenUp(e, cancellationToken))
        {
            return false;
        }
    }

    /// <summary>Connects, so that the first request needn't wait for it. Startup waits no longer than the timeout.</summary>
    async Task IHostedService.StartAsync(CancellationToken cancellationToken) =>
        await Task.WhenAny(ConnectAsync(), Task.Delay(_timeout, cancellationToken));

    Task IHostedService.StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (_connection is { IsFaulted: false, IsCanceled: false } connection)
            (await connection).Dispose();
    }

    // The client reconnects by itself, except at the beginning to sentinels that don't answer: then the next call begins again.
    private Task<ConnectionMultiplexer> ConnectAsync()
    {
        if (Volatile.Read(ref _connection) is { IsCompletedSuccessfully: true } ready)
            return ready;
        lock (_lock)
        {
            if (_connection is null or { IsFaulted: true } or { IsCanceled: true })
                _connection = ConnectionMultiplexer.ConnectAsync(_options);
            return _connection;
        }
    }

    Task<RedisResult> IScripts.EvalAsync(string script, RedisKey[] keys, RedisValue[] values, CancellationToken cancellationToken) =>
        ExecuteAsync(
            async (database, token) => await database.ScriptEvaluateAsync(script, keys, values).WaitAsync(token), cancellationToken);

    private async Task<T> ExecuteAsync<T>(Func<IDatabase, CancellationToken, Task<T>> call, CancellationToken cancellationToken)
    {
        try
        {
            return await _pipeline.ExecuteAsync(
                async token => await call((await ConnectAsync().WaitAsync(token)).GetDatabase(), token), cancellationToken);
        }
        catch (TimeoutRejectedException)
        {
            // Drops the inner exception, a cancelled call, which MassTransit would take for a consumer that was cancelled.
            throw new RedisUnavailableException(new TimeoutException($"it did not answer within {_timeout.TotalMilliseconds:0} ms"));
        }
        catch (OperationCanceledException e) when (IsGivenUp(e, cancellationToken))
        {
            throw new RedisUnavailableException(new TimeoutException("the client could not send the call"));
        }
        catch (Exception e) when (IsUnavailable(e))
        {
            throw new RedisUnavailableException(e);
        }
    }

    // StackExchange.Redis cancels calls that it can't send, for example while it connects.
    private static bool IsGivenUp(Exception exception, CancellationToken asked) =>
        exception is OperationCanceledException && !asked.IsCancellationRequested;

    private static bool IsUnavailable(Exception exception) => exception switch
    {
        RedisConnectionException or TimeoutException or TimeoutRejectedException or BrokenCircuitException
            or ObjectDisposedException => true,
        // LOADING, READONLY, OOM, BUSY and the like are states of the server; the errors listed here are faults in our scripts.
        RedisServerException e =>
            !Array.Exists(["ERR", "WRONGTYPE", "NOSCRIPT"], fault => e.Message.StartsWith(fault, StringComparison.Ordinal)),
        _ => false,
    };
}

/// <summary>Redis is unavailable: continue without it, or try again later.</summary>
public sealed class RedisUnavailableException(Exception inner) : Exception($"Redis is unavailable: {inner.Message}", inner);
