using System.Security.Cryptography;
using JasperFx.Events;
using Npgsql;
using Polly;
using Polly.Retry;
using Stats.Store.Events;

namespace Stats.Store;

/// <summary>
/// Tries again when somebody else was faster. Our own writers wait for each other at <see cref="Locks"/> and never get here; this is for
/// what else appends to the same streams.
/// </summary>
/// <remarks>
/// A try can only be lost to the writer who begins the stream: once it has begun, a scoring locks its row before it loads. So the second
/// try succeeds, and the further ones are for writers that keep to no order. Whoever loses them all waits as for an outage.
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
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="StreamConflictException">Every try was lost.</exception>
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

    // From 1 ms up to twice as much each time: two that lost to each other don't meet again.
    private static TimeSpan Pause(int lost) =>
        TimeSpan.FromMilliseconds(RandomNumberGenerator.GetInt32(1, Math.Min(FirstPause << lost, LongestPause)));
}
