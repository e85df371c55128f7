using System.Security.Cryptography;
using JasperFx.Events;
using Polly;
using Polly.Retry;

namespace Stats.Store;

/// <summary>
/// Retries when another writer was faster. Our own writers wait for each other at <see cref="Locks"/> and never conflict; this is for
/// other programs that append to the same streams.
/// </summary>
/// <remarks>
/// Once a stream exists, a scoring locks its row before it loads. So a try fails only if another program creates the stream meanwhile,
/// and the second try succeeds. The other tries are for programs that ignore the lock order. If every try fails, the caller waits as in
/// an outage.
/// </remarks>
internal sealed class Contention(TimeProvider time)
{
    private const int Retries = 7;
    private const int FirstPause = 10;
    private const int LongestPause = 100;

    private readonly ResiliencePipeline _pipeline = new ResiliencePipelineBuilder { TimeProvider = time }
        .AddRetry(new RetryStrategyOptions
        {
            ShouldHandle = new PredicateBuilder().Handle<Exception>(IsLost),
            MaxRetryAttempts = Retries,
            DelayGenerator = lost => ValueTask.FromResult<TimeSpan?>(Pause(lost.AttemptNumber)),
        })
        .Build();

    /// <param name="attempt">One transaction, from its beginning to its commit.</param>
    /// <exception cref="StreamConflictException">Every try failed.</exception>
    public async Task<T> RetryAsync<T>(Func<Task<T>> attempt, CancellationToken cancellationToken)
    {
        try
        {
            return await _pipeline.ExecuteAsync(async _ => await attempt(), cancellationToken);
        }
        catch (Exception e) when (IsLost(e))
        {
            throw new StreamConflictException(e);
        }
    }

    /// <summary>Whether another writer was faster. Marten wraps some of the database's exceptions.</summary>
    internal static bool IsLost(Exception? exception) => exception switch
    {
        null => false,
        EventStreamUnexpectedMaxEventIdException or JasperFx.Events.ExistingStreamIdCollisionException
            or Marten.Exceptions.ExistingStreamIdCollisionException or PostgresException
        {
            SqlState: PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure,
        } => true,
        _ => IsLost(exception.InnerException),
    };

    // Random, from 1 ms to a bound that doubles each time, so that two writers that collided don't collide again.
    private static TimeSpan Pause(int lost) =>
        TimeSpan.FromMilliseconds(RandomNumberGenerator.GetInt32(1, Math.Min(FirstPause << lost, LongestPause)));
}
