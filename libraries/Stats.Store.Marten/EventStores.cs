using Npgsql;
using Stats.Store.Marten;

namespace Stats.Store.Events;

/// <summary>The event store that this build was made with: Marten. The default build has the class of the same name in Stats.Store.</summary>
public static class EventStores
{
    /// <summary>Creates it, for as long as the process lives.</summary>
    /// <param name="database">Where the events are.</param>
    /// <param name="time">What dates them.</param>
    public static IEventStore Create(NpgsqlDataSource database, TimeProvider time) => new MartenEventStore(database, time);
}
