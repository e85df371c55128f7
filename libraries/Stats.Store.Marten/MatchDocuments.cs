using JasperFx;
using JasperFx.Events;
using Marten;
using Npgsql;
using Stats.Store.Events;

namespace Stats.Store.Marten;

/// <summary>Marten, set up for the tables as the migrations make them.</summary>
internal static class MatchDocuments
{
    public static DocumentStore Over(NpgsqlDataSource database) => DocumentStore.For(options =>
    {
        options.Connection(database);
        options.AutoCreateSchemaObjects = AutoCreate.None;
        options.Events.DatabaseSchemaName = "events";
        options.Events.StreamIdentity = StreamIdentity.AsString;
        // It draws positions in the transaction that it is given, and needs no function in the database.
        options.Events.AppendMode = EventAppendMode.Rich;
        options.Events.AddEventTypes(EventJson.Known);
        options.Serializer(new EventSerializer());
        // Whoever began the transaction repeats it: a statement of one that failed can't be repeated alone.
        options.ConfigurePolly(_ => { });
        options.ConfigureWritePolly(_ => { });
    });
}
