using System.Data.Common;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Marten;
using Marten.Services;

namespace Stats.Store.Events;

/// <summary>
/// <see cref="EventJson"/> for Marten. If Marten doesn't know an event's type name, it uses the .NET class stored beside it. Here the
/// name decides, so an event that a newer program renamed is refused.
/// </summary>
internal sealed class EventSerializer() : SystemTextJsonSerializer(Options()), ISerializer
{
    /// <summary>Marten calls this to read an event from the reader's current row.</summary>
    public new async ValueTask<object> FromJsonAsync(Type type, DbDataReader reader, int index, CancellationToken cancellationToken)
    {
        // Headers, which are in another column, are no event.
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
