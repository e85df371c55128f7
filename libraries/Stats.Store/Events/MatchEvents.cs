using JasperFx;
using JasperFx.Events;
using Marten;
using Marten.Services;

namespace Stats.Store.Events;

/// <summary>Marten, configured for matches: one stream per match, named by its id, in the schema <c>events</c>.</summary>
public static class MatchEvents
{
    /// <summary>Opens the store, once per process. It changes no tables; only <see cref="Schema"/> does.</summary>
    /// <param name="time">Gives the events' timestamps.</param>
    /// <param name="more">Changes these settings for one program.</param>
    public static DocumentStore Open(NpgsqlDataSource database, TimeProvider time, Action<StoreOptions>? more = null) =>
        DocumentStore.For(options => Configure(options, database, time, more));

    private static void Configure(StoreOptions options, NpgsqlDataSource database, TimeProvider time, Action<StoreOptions>? more)
    {
        options.Connection(database);
        options.AutoCreateSchemaObjects = AutoCreate.None;
        options.DatabaseSchemaName = options.Events.DatabaseSchemaName = "events";
        options.Events.StreamIdentity = StreamIdentity.AsString;
        // One call per stream, which checks its version before it draws positions (docs/adr/0025).
        options.Events.AppendMode = EventAppendMode.QuickWithServerTimestamps;
        options.Events.TimeProvider = time;
        options.Events.MetadataConfig.CausationIdEnabled = true;
        options.Events.MetadataConfig.CorrelationIdEnabled = true;
        options.Events.MetadataConfig.HeadersEnabled = true;
        options.Events.AddEventTypes(EventJson.Known);
        options.Projections.LiveStreamAggregation<MatchHistory>();
        options.Serializer(new EventSerializer());
        // The caller retries its whole transaction: after a failure, no single statement of it can be retried.
        options.ConfigurePolly(_ => { });
        options.ConfigureWritePolly(_ => { });
        more?.Invoke(options);
    }

    /// <summary>A unit of work in the caller's transaction; the caller commits it.</summary>
    internal static IDocumentSession SessionIn(this IDocumentStore events, NpgsqlTransaction transaction)
    {
        var options = SessionOptions.ForTransaction(transaction);
        // Marten's own timeout is five seconds; a match with 100,000 predictions takes longer.
        options.Timeout = transaction.Connection!.CommandTimeout;
        var session = events.LightweightSession(options);
        // Otherwise Marten takes them from the current span.
        (session.CorrelationId, session.CausationId) = (null, null);
        return session;
    }

    /// <summary>
    /// Takes the locks of the matches and loads their streams, in one round trip. The rows of the streams stay locked until the transaction
    /// ends, so that no other program appends to them.
    /// </summary>
    /// <exception cref="UnreadableEventException">A stream holds an event of a type or form that this program doesn't know.</exception>
    internal static async Task<IEventStream<MatchHistory>[]> FetchAsync(
        this IDocumentSession session, NpgsqlTransaction transaction, string[] matchIds, CancellationToken cancellationToken)
    {
        try
        {
            var batch = session.CreateBatchQuery();
            var locked = batch.AddItem(new BatchedStatements(Locks.Take(matchIds)));
            // All replicas lock the rows in the same order.
            var streams = matchIds.Order(StringComparer.Ordinal).Select(batch.Events.FetchForExclusiveWriting<MatchHistory>).ToArray();
            await batch.Execute(cancellationToken);
            await locked;
            var byId = (await Task.WhenAll(streams)).ToDictionary(stream => stream.Key!, StringComparer.Ordinal);
            return Array.ConvertAll(matchIds, id => byId[id]);
        }
        catch (Exception e) when (e is not OperationCanceledException && !TransientFailure.Is(e))
        {
            // Marten doesn't always name the event. This reads the same rows and throws an exception that does.
            foreach (var matchId in matchIds)
                await EventRows.LoadAsync(transaction, matchId, cancellationToken);
            throw;
        }
    }

    /// <inheritdoc cref="FetchAsync(IDocumentSession, NpgsqlTransaction, string[], CancellationToken)"/>
    internal static async Task<IEventStream<MatchHistory>> FetchAsync(
        this IDocumentSession session, NpgsqlTransaction transaction, string matchId, CancellationToken cancellationToken) =>
        (await session.FetchAsync(transaction, [matchId], cancellationToken))[0];

    /// <summary>Sends a statement with the events that the session appends, after them.</summary>
    internal static void Queue(this IDocumentSession session, NpgsqlBatchCommand statement) =>
        session.QueueOperation(new BatchedStatements([statement]));

    /// <summary>The events that a decision adds, each with the origin of the message that caused it.</summary>
    internal static IEnumerable<IEvent> Of(this IDocumentSession session, Decision decision, Func<FeedMessage, Origin?>? origin)
    {
        foreach (var (data, cause) in decision.Events.Zip(decision.Causes))
        {
            var @event = session.Events.BuildEvent(data);
            if (cause is not null && origin?.Invoke(cause) is { } from)
            {
                (@event.CausationId, @event.CorrelationId) = (from.MessageId, from.CorrelationId);
                if (from.TraceId is not null)
                    @event.Headers = new() { [Origin.TraceHeader] = from.TraceId };
            }
            yield return @event;
        }
    }
}
