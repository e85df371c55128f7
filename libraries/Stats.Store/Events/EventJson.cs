using System.Text.Json;
using System.Text.Json.Serialization;
using Stats.Scoring;

namespace Stats.Store.Events;

/// <summary>How events lie in <c>mt_events.data</c>: property names as in C#, types named in snake case, as Marten has them.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, RespectNullableAnnotations = true)]
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

    public static string NameOf(Type type) => JsonNamingPolicy.SnakeCaseLower.ConvertName(type.Name);

    public static string DotnetNameOf(Type type) => $"{type.FullName}, {type.Assembly.GetName().Name}";

    public static string Write(object @event) => JsonSerializer.Serialize(@event, @event.GetType(), Default);

    /// <exception cref="NotSupportedException">The log holds an event that this program doesn't know.</exception>
    public static object Read(string type, string data) => Types.TryGetValue(type, out var known)
        ? JsonSerializer.Deserialize(data, known, Default)!
        : throw new NotSupportedException($"The event store holds an event of type '{type}', which this version doesn't know. Deploy a newer one.");
}
