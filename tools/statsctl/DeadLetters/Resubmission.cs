using RabbitMQ.Client;
using Stats.Contracts.Feed;

namespace Statsctl.DeadLetters;

/// <summary>A message to publish again: body and properties as originally published, without later additions.</summary>
/// <param name="Body">The same bytes.</param>
public sealed record Resubmission(string Exchange, string RoutingKey, BasicProperties Properties, ReadOnlyMemory<byte> Body)
{
    private static readonly string[] Added =
    [
        Refusal.ReasonHeader, Refusal.FieldHeader, Refusal.ServiceHeader, Refusal.TimeHeader, Refusal.TraceHeader,
        Refusal.LeftOutHeader,
        "MT-Reason", DeadLetter.DeliveryCount, "x-acquired-count",
    ];

    // MassTransit adds MT-… to a message that it moves, RabbitMQ x-… to one that it dead-letters.
    private static readonly string[] AddedBeginnings = ["MT-Fault-", "MT-Host-", "x-death", "x-first-death-", "x-last-death-"];

    /// <summary>To the queue where the message failed, for another attempt.</summary>
    /// <param name="routingKey">Replaces the message's own routing key; null keeps it.</param>
    public static Resubmission ToOrigin(DeadLetter letter, string? routingKey = null) =>
        new(letter.Queue.Origin, routingKey ?? letter.RoutingKey, Copy(letter, IsAdded), letter.Body);

    /// <summary>To the queue that holds it, as a new message: only the count of its deliveries changes.</summary>
    public static Resubmission ToItsPlace(DeadLetter letter) =>
        new(letter.Queue.Name, letter.RoutingKey, Copy(letter, header => header == DeadLetter.DeliveryCount), letter.Body);

    private static BasicProperties Copy(DeadLetter letter, Func<string, bool> without)
    {
        var properties = new BasicProperties(letter.Properties) { DeliveryMode = DeliveryModes.Persistent };
        // The broker accepts a user id only from that user.
        properties.ClearUserId();
        var headers = letter.Properties.Headers?.Where(header => !without(header.Key)).ToDictionary();
        properties.Headers = headers is { Count: > 0 } ? headers : null;
        return properties;
    }

    private static bool IsAdded(string header) =>
        Added.Contains(header, StringComparer.Ordinal) || AddedBeginnings.Any(beginning => header.StartsWith(beginning, StringComparison.Ordinal));
}
