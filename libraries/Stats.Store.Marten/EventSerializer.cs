using System.Data.Common;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Marten;
using Marten.Services;
using Stats.Store.Events;

namespace Stats.Store.Marten;

/// <summary>
/// <see cref="EventJson"/> for Marten. Where Marten doesn't know the name of an event's type it goes by the .NET class named beside it;
/// here the name counts, so that both adapters read the same.
/// </summary>
internal sealed class EventSerializer() : SystemTextJsonSerializer(Options()), ISerializer
{
    /// <summary>The reader stands on a row of <c>mt_events</c>.</summary>
    public new async ValueTask<T> FromJsonAsync<T>(DbDataReader reader, int index, CancellationToken cancellationToken)
    {
        var type = reader.GetString(reader.GetOrdinal("type"));
        if (type != EventJson.NameOf(typeof(T)))
            throw new JsonException($"'{type}' is not the name of {typeof(T)}");
        return await base.FromJsonAsync<T>(reader, index, cancellationToken) ?? throw new JsonException("it is null");
    }

    // Marten's own events, such as its tombstones, have no metadata in EventJson.
    private static JsonSerializerOptions Options() => new(EventJson.Default.Options)
    {
        TypeInfoResolver = JsonTypeInfoResolver.Combine(EventJson.Default, new DefaultJsonTypeInfoResolver()),
    };
}
