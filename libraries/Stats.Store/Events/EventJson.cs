using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Stats.Store.Events;

/// <summary>
/// The JSON of events in <c>mt_events.data</c>: property names as in C#, type names in snake case like Marten's. It is read strictly: a
/// missing member is damage, and an unknown one comes from a newer program, in which it may have a meaning.
/// </summary>
[JsonSourceGenerationOptions(
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(PredictionPlaced))]
[JsonSerializable(typeof(ResultRecorded))]
[JsonSerializable(typeof(MatchVoided))]
[JsonSerializable(typeof(PointsCalculated))]
internal sealed partial class EventJson : JsonSerializerContext
{
    private static readonly Dictionary<string, Type> Types = new Type[]
    {
        typeof(PredictionPlaced), typeof(ResultRecorded), typeof(MatchVoided), typeof(PointsCalculated),
    }.ToDictionary(type => NameOf(type), StringComparer.Ordinal);

    public static IEnumerable<Type> Known => Types.Values;

    public static string NameOf(Type type) => JsonNamingPolicy.SnakeCaseLower.ConvertName(type.Name);

    public static bool Knows(Type type) => Types.ContainsValue(type);

    public static string Write(MatchEvent @event) => JsonSerializer.Serialize(@event, @event.GetType(), Default);

    /// <returns>Whether this program knows the type.</returns>
    /// <exception cref="JsonException">It does, but the data has another form.</exception>
    public static bool TryRead(string type, string data, [NotNullWhen(true)] out MatchEvent? @event)
    {
        @event = Types.TryGetValue(type, out var known)
            ? (MatchEvent?)JsonSerializer.Deserialize(data, known, Default) ?? throw new JsonException("it is null")
            : null;
        return @event is not null;
    }
}
