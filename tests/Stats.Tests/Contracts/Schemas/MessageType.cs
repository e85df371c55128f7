using System.Text.Json;
using System.Text.Json.Nodes;
using Stats.Contracts;
using Stats.Contracts.Feed;
using Stats.Tests.Deployment;

namespace Stats.Tests.Contracts.Schemas;

/// <summary>A message, where its schema lies, and its golden samples: every version of it that was ever shipped.</summary>
/// <param name="Type">Its record.</param>
/// <param name="RoutingKey">Its key at the feed's exchange; null if the services send it.</param>
/// <param name="Read">How its body is read at the feed's door; null if the services send it.</param>
internal sealed record MessageType(Type Type, string? RoutingKey = null, Func<JsonElement, object>? Read = null)
{
    public static IReadOnlyList<MessageType> All { get; } =
    [
        new(typeof(PredictionSubmitted), FeedExchange.PredictionSubmitted, FeedReader.ReadPrediction),
        new(typeof(MatchCompleted), FeedExchange.MatchCompleted, FeedReader.ReadResult),
        new(typeof(MatchVoided), FeedExchange.MatchVoided, FeedReader.ReadVoid),
        new(typeof(PointsCalculated)),
        new(typeof(StatsInvalidated)),
    ];

    /// <summary>As files are named after it: <c>prediction-submitted</c>.</summary>
    public string Name => JsonNamingPolicy.KebabCaseLower.ConvertName(Type.Name);

    public bool IsOfFeed => Read is not null;

    public string SchemaFile => Checkout.PathOf($"contracts/schemas/{Name}.schema.json");

    /// <summary>The samples by name, such as <c>match-completed.v1.penalties</c>.</summary>
    public IReadOnlyDictionary<string, string> Samples => Directory
        .EnumerateFiles(Checkout.PathOf("contracts/samples"), $"{Name}.v*.json")
        .Order(StringComparer.Ordinal)
        .ToDictionary(file => Path.GetFileNameWithoutExtension(file)!, File.ReadAllText);

    public static MessageType Named(string name) => All.Single(type => type.Name == name);

    public JsonNode CommittedSchema() => JsonNode.Parse(File.ReadAllText(SchemaFile))!;

    /// <summary>What the door makes of a body, or null if it is refused.</summary>
    public object? ReadOrNull(string body)
    {
        try
        {
            using var document = FeedReader.Parse(System.Text.Encoding.UTF8.GetBytes(body));
            return Read!(document.RootElement);
        }
        catch (RefusedException)
        {
            return null;
        }
    }

    public override string ToString() => Name;
}
