using System.Data.Common;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Marten;
using Marten.Services;

namespace Stats.Store.Events;

/// <summary>
/// Marten's serializer, with the settings of <see cref="EventJson"/>. If Marten doesn't know an event's type name, it falls back to the
/// .NET class stored with the event. This serializer refuses such an event: a newer program may have renamed it.
/// </summary>
internal sealed class EventSerializer() : SystemTextJsonSerializer(Options()), ISerializer
{
    /// <summary>Marten calls this to read an event from the reader's current row.</summary>
    public new async ValueTask<object> FromJsonAsync(Type type, DbDataReader reader, int index, CancellationToken cancellationToken)
    {
        // Marten reads headers with this method, too. They are not events.
        if (EventJson.Knows(type) && reader.GetString(reader.GetOrdinal("type")) is var name && name != EventJson.NameOf(type))
            throw new JsonException($"'{name}' is not the name of {type}");
        return await base.FromJsonAsync(type, reader, index, cancellationToken) ?? throw new JsonException("it is null");
    }

    // Marten's own events and headers have no metadata in EventJson.
    private static JsonSerializerOptions Options() => new(EventJson.Default.Options)
    {
        TypeInfoResolver = JsonTypeInfoResolver.Combine(EventJson.Default, new DefaultJsonTypeInfoResolver()),
    };
}
