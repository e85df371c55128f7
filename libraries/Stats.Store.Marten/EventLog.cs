using System.Runtime.CompilerServices;
using JasperFx.Events;
using Marten;
using Marten.Exceptions;
using Marten.Services;
using Npgsql;
using Stats.Store.Events;

namespace Stats.Store.Marten;

/// <summary>Reads the log through Marten, as strictly as <see cref="EventRows"/>.</summary>
internal static class EventLog
{
    /// <param name="store">Marten.</param>
    /// <param name="transaction">Where to read.</param>
    /// <param name="which">Which events, in which order.</param>
    /// <param name="same">The same in SQL.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="unlimited">Whether it may take as long as it takes.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public static async IAsyncEnumerable<RecordedEvent> ReadAsync(
        DocumentStore store,
        NpgsqlTransaction transaction,
        Func<IQuerySession, IAsyncEnumerable<IEvent>> which,
        string same,
        object[] arguments,
        bool unlimited,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var options = SessionOptions.ForTransaction(transaction);
        if (unlimited)
            options.Timeout = 0;
        await using var session = store.QuerySession(options);
        await using var events = which(session).GetAsyncEnumerator(cancellationToken);
        while (await NextAsync())
        {
            var e = events.Current;
            yield return new(e.Sequence, e.StreamKey!, e.Version, e.EventTypeName, e.Data, e.Timestamp, e.Id);
        }

        async ValueTask<bool> NextAsync()
        {
            try
            {
                return await events.MoveNextAsync();
            }
            catch (MartenException e) when (Failure.Of(e) is { } failure)
            {
                throw failure;
            }
            catch (Exception e) when (e is MartenException or InvalidCastException)
            {
                // Marten doesn't tell which event it was in every case. Reading the same rows ourselves stops at it.
                await foreach (var _ in EventRows.ReadAsync(transaction, same, arguments, unlimited, cancellationToken))
                    continue;
                throw;
            }
        }
    }
}
