using System.Text.Json;
using System.Text.Json.Serialization;

namespace Stats.Contracts;

/// <summary>The JSON serialization of all messages: camelCase, members that are null are left out.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.Strict)]
[JsonSerializable(typeof(PredictionSubmitted))]
[JsonSerializable(typeof(MatchCompleted))]
[JsonSerializable(typeof(MatchVoided))]
[JsonSerializable(typeof(PointsCalculated))]
[JsonSerializable(typeof(StatsInvalidated))]
public sealed partial class ContractJson : JsonSerializerContext;
