using JasperFx;
using JasperFx.Events;
using Marten;
using Marten.Services;
using Npgsql;
using Stats.Scoring;
using Stats.Store.ReadModel;

namespace Stats.Store.Events;

/// <summary>Marten, set up for matches: a stream for each, under the match's id, in the schema <c>events</c>.</summary>
public static class MatchEvents
{
    /// <summary>Opens it, for as long as the process lives. It changes no table: that is <see cref="Schema"/>'s.</summary>
    /// <param name="database">Where the events are.</param>
    /// <param name="time">What dates them.</param>
    /// <param name="more">What a program wants otherwise.</param>
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
        // The caller repeats its whole transaction: after a failure no single statement of it can be repeated.
        options.ConfigurePolly(_ => { });
        options.ConfigureWritePolly(_ => { });
        more?.Invoke(options);
    }

    /// <summary>A unit of work in the caller's transaction; the caller commits it.</summary>
    internal static IDocumentSession SessionIn(this IDocumentStore events, NpgsqlTransaction transaction)
    {
        var options = SessionOptions.ForTransaction(transaction);
        // Marten's own patience is five seconds; a match with 100,000 predictions takes longer.
        options.Timeout = transaction.Connection!.CommandTimeout;
        var session = events.LightweightSession(options);
        // Marten would take them from the current span.
        (session.CorrelationId, session.CausationId) = (null, null);
        return session;
    }

    /// <summary>The match's stream. Its row stays locked until the transaction ends, so that no other program appends to it.</summary>
    /// <exception cref="UnreadableEventException">It holds an event that this program doesn't know, or not in this form.</exception>
    internal static async Task<IEventStream<MatchHistory>> FetchAsync(
        this IDocumentSession session, NpgsqlTransaction transaction, string matchId, CancellationToken cancellationToken)
    {
        try
        {
            return await session.Events.FetchForExclusiveWriting<MatchHistory>(matchId, cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException && !TransientFailure.Is(e))
        {
            // Marten doesn't name the event in every case. Reading the same rows as the rebuild does stops at it.
            await EventRows.LoadAsync(transaction, matchId, cancellationToken);
            throw;
        }
    }

    /// <summary>What a decision adds, each event with the origin of the message that led to it.</summary>
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
