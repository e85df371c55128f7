using System.Text.Json;
using System.Text.Json.Serialization;

namespace Season.Replay;

/// <summary>The summary of a replay; all its messages are confirmed.</summary>
/// <param name="Published">Messages of this run.</param>
/// <param name="Before">Messages that earlier runs published.</param>
/// <param name="Seconds">How long this run took.</param>
internal sealed record PublishedReplay(int Published, int Results, int Predictions, int Voids, long Before, double Seconds)
{
    public string ToJson() => JsonSerializer.Serialize(this, PublishedReplayJson.Default.PublishedReplay);

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"Published {Published:N0} messages in {Seconds:N1} s ({Published / Math.Max(Seconds, 0.001):N0}/s), all confirmed: {Results:N0} results, {Predictions:N0} predictions, {Voids:N0} voids.");
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(PublishedReplay))]
internal sealed partial class PublishedReplayJson : JsonSerializerContext;
