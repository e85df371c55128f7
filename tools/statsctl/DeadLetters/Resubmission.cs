using RabbitMQ.Client;
using Stats.Contracts.Feed;

namespace Statsctl.DeadLetters;

/// <summary>A message on its way back: body and properties as they were published, without what was added since.</summary>
/// <param name="Exchange">Where to.</param>
/// <param name="RoutingKey">Under which key.</param>
/// <param name="Properties">With which properties.</param>
/// <param name="Body">The same bytes.</param>
public sealed record Resubmission(string Exchange, string RoutingKey, BasicProperties Properties, ReadOnlyMemory<byte> Body)
{
    private static readonly string[] Added =
    [
        Refusal.ReasonHeader, Refusal.FieldHeader, Refusal.ServiceHeader, Refusal.TimeHeader, Refusal.TraceHeader,
        Refusal.LeftOutHeader,
        "MT-Reason", DeadLetter.DeliveryCount, "x-acquired-count",
    ];

    // MassTransit's on a message that it moves, and RabbitMQ's on one that it dead-letters.
    private static readonly string[] AddedBeginnings = ["MT-Fault-", "MT-Host-", "x-death", "x-first-death-", "x-last-death-"];

    /// <summary>To the queue that it failed in, to be tried again.</summary>
    /// <param name="letter">The message.</param>
    /// <param name="routingKey">Another routing key than its own.</param>
    public static Resubmission ToOrigin(DeadLetter letter, string? routingKey = null) =>
        new(letter.Queue.Origin, routingKey ?? letter.RoutingKey, Copy(letter, IsAdded), letter.Body);

    /// <summary>To the queue that it lies in, as new: nothing of it changes but how often the broker has delivered it.</summary>
    public static Resubmission ToItsPlace(DeadLetter letter) =>
        new(letter.Queue.Name, letter.RoutingKey, Copy(letter, header => header == DeadLetter.DeliveryCount), letter.Body);

    private static BasicProperties Copy(DeadLetter letter, Func<string, bool> without)
    {
        var properties = new BasicProperties(letter.Properties) { DeliveryMode = DeliveryModes.Persistent };
        // The broker takes a message with a user's name only from that user.
        properties.ClearUserId();
        var headers = letter.Properties.Headers?.Where(header => !without(header.Key)).ToDictionary();
        properties.Headers = headers is { Count: > 0 } ? headers : null;
        return properties;
    }

    private static bool IsAdded(string header) =>
        Added.Contains(header, StringComparer.Ordinal) || AddedBeginnings.Any(beginning => header.StartsWith(beginning, StringComparison.Ordinal));
}
