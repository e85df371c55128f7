using System.Text.Json.Serialization.Metadata;
using Stats.Contracts.Feed;

namespace Statsctl.FeedFiles;

/// <summary>One of the three kinds of message that a feed sends.</summary>
/// <param name="Name">Its name in commands.</param>
/// <param name="Read">Reads a body as the service does; throws <see cref="RefusedException"/>.</param>
public sealed record MessageKind(string Name, string RoutingKey, JsonTypeInfo Shape, Func<JsonElement, FeedMessage> Read)
{
    public static IReadOnlyList<MessageKind> All { get; } =
    [
        new("prediction", FeedExchange.PredictionSubmitted, ContractJson.Default.PredictionSubmitted, FeedReader.ReadPrediction),
        new("result", FeedExchange.MatchCompleted, ContractJson.Default.MatchCompleted, FeedReader.ReadResult),
        new("void", FeedExchange.MatchVoided, ContractJson.Default.MatchVoided, FeedReader.ReadVoid),
    ];

    /// <summary>The kind with this name; null if there is none.</summary>
    public static MessageKind? Named(string name) => All.FirstOrDefault(kind => kind.Name == name);

    /// <summary>The kind with this routing key; null if there is none.</summary>
    public static MessageKind? Routed(string? routingKey) => All.FirstOrDefault(kind => kind.RoutingKey == routingKey);

    /// <summary>The kind of a body that has members of exactly one kind's own; null if there is none, or several.</summary>
    public static MessageKind? Of(JsonElement body) =>
        All.Where(kind => kind.Own().Any(name => body.TryGetProperty(name, out _))).ToArray() is [var only] ? only : null;

    private IEnumerable<string> Own() => Members(Shape).Except(All.Where(other => other != this).SelectMany(other => Members(other.Shape)));

    private static IEnumerable<string> Members(JsonTypeInfo shape) => shape.Properties.Select(property => property.Name);
}
