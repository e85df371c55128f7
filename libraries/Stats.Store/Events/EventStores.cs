using Npgsql;

namespace Stats.Store.Events;

/// <summary>
/// The event store that this build was made with: the one place where it is chosen. A build with <c>-p:EventStore=Marten</c> has the class
/// of the same name in <c>Stats.Store.Marten</c> instead.
/// </summary>
public static class EventStores
{
    /// <summary>Creates it, for as long as the process lives.</summary>
    /// <param name="database">Where the events are.</param>
    /// <param name="time">What dates them.</param>
    public static IEventStore Create(NpgsqlDataSource database, TimeProvider time)
    {
        // It works in the transactions that it is given, and needs no connection of its own.
        _ = database;
        return new PostgresEventStore(time);
    }
}
