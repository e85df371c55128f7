using Stats.Contracts;
using Stats.Contracts.Feed;

namespace Schemas;

/// <summary>A message on the broker.</summary>
/// <param name="RoutingKey">Its key at the feed's exchange; null if the services send it.</param>
internal sealed record MessageType(Type Type, string? RoutingKey = null)
{
    public static IReadOnlyList<MessageType> All { get; } =
    [
        new(typeof(PredictionSubmitted), FeedExchange.PredictionSubmitted),
        new(typeof(MatchCompleted), FeedExchange.MatchCompleted),
        new(typeof(MatchVoided), FeedExchange.MatchVoided),
        new(typeof(PointsCalculated)),
        new(typeof(StatsInvalidated)),
    ];

    /// <summary>Its name in file names: <c>prediction-submitted</c>.</summary>
    public string Name => JsonNamingPolicy.KebabCaseLower.ConvertName(Type.Name);

    public bool IsOfFeed => RoutingKey is not null;

    /// <summary>The path of its schema below <c>contracts</c>.</summary>
    public string SchemaPath => $"schemas/{Name}.schema.json";

    /// <summary>The exchange to which MassTransit publishes it.</summary>
    public string Exchange => Queues.ExchangeOf(Type);

    /// <summary>Its type in MassTransit's envelope.</summary>
    public string Urn => $"urn:message:{Exchange}";

    /// <summary>Its samples, of every version that was shipped, by name, such as <c>match-completed.v1.penalties</c>.</summary>
    public IReadOnlyDictionary<string, string> SamplesIn(string contracts) => Directory
        .EnumerateFiles(Path.Combine(contracts, "samples"), $"{Name}.v*.json")
        .Order(StringComparer.Ordinal)
        .ToDictionary(file => Path.GetFileNameWithoutExtension(file)!, File.ReadAllText);
}
