using System.CommandLine;
using System.Text;
using Stats.Contracts;

namespace Statsctl.Feed;

/// <summary><c>statsctl publish result|prediction|void</c>: one message, from flags.</summary>
internal static class PublishCommand
{
    public static Command Create() => new("publish", "Publish one message to the feed, as an upstream system would.")
    {
        PublishResultCommand.Create(),
        PublishPredictionCommand.Create(),
        PublishVoidCommand.Create(),
    };

    /// <summary>The time that a message gets if none is given.</summary>
    public static DateTimeOffset Now() => Microseconds.Cut(TimeProvider.System.GetUtcNow());

    /// <summary>Publishes a message and says so, or prints it.</summary>
    public static async Task RunAsync(object message, string what, bool dryRun, string? rabbitMq, CancellationToken ct)
    {
        if (dryRun)
        {
            Console.WriteLine(Encoding.UTF8.GetString(FeedMessage.Of(message).Body.Span));
            return;
        }
        await using var publisher = await FeedPublisher.ConnectAsync(Broker.Uri(rabbitMq), ct);
        await publisher.PublishAsync(message, ct);
        Console.WriteLine($"Published {what}; the broker has confirmed it.");
    }
}
