using Polly;
using Polly.CircuitBreaker;
using Polly.RateLimiting;
using Polly.Timeout;
using Stats.Store;

namespace StatsApi.Database;

/// <summary>Limits all reads of PostgreSQL: a concurrency limit, a circuit breaker, a timeout.</summary>
internal sealed class DatabaseGate
{
    private readonly ResiliencePipeline _pipeline;

    public DatabaseGate(IOptions<DatabaseOptions> options, TimeProvider time, ILogger<DatabaseGate> log)
    {
        var limits = options.Value;
        _pipeline = new ResiliencePipelineBuilder { TimeProvider = time }
            // Outermost, so that a rejected read does not count as a failure of the database.
            .AddConcurrencyLimiter(limits.MaxReads, limits.MaxWaiting)
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions
            {
                ShouldHandle = new PredicateBuilder().Handle<Exception>(IsOutage),
                FailureRatio = 0.5,
                MinimumThroughput = 10,
                SamplingDuration = TimeSpan.FromSeconds(10),
                BreakDuration = limits.BreakFor,
                OnOpened = opened =>
                {
                    Log.DatabaseGivenUp(log, opened.BreakDuration.TotalSeconds, opened.Outcome.Exception?.Message ?? "");
                    return default;
                },
                OnClosed = _ =>
                {
                    Log.DatabaseBack(log);
                    return default;
                },
            })
            .AddTimeout(limits.Timeout)
            .Build();
    }

    /// <exception cref="DatabaseUnavailableException">PostgreSQL can't be read now. No other exception means this.</exception>
    public async Task<T> ReadAsync<T>(Func<CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        try
        {
            // Ends at the timeout even if the call ignores its cancellation.
            return await _pipeline.ExecuteAsync(async token => await read(token).WaitAsync(token), cancellationToken);
        }
        catch (Exception e) when (IsOutage(e) || e is BrokenCircuitException or RateLimiterRejectedException)
        {
            throw new DatabaseUnavailableException(e, (e as BrokenCircuitException)?.RetryAfter ?? TimeSpan.FromSeconds(1));
        }
    }

    private static bool IsOutage(Exception exception) => exception is TimeoutRejectedException || TransientFailure.Is(exception);
}
