using System.CommandLine;
using System.Text;
using Stats.Contracts;

namespace Statsctl.Feed;

/// <summary><c>statsctl publish result|prediction|void</c>: one message from options; <c>messages</c>: whole files.</summary>
internal static class PublishCommand
{
    /// <param name="messages">The command that publishes whole files.</param>
    public static Command Create(Command messages) => new("publish", "Publish to the feed, as an upstream system would.")
    {
        PublishResultCommand.Create(),
        PublishPredictionCommand.Create(),
        PublishVoidCommand.Create(),
        messages,
    };

    /// <summary>The default time of a message.</summary>
    public static DateTimeOffset Now() => Microseconds.Cut(TimeProvider.System.GetUtcNow());

    /// <summary>Publishes a message and confirms it, or prints it.</summary>
    /// <exception cref="FeedException">The service would refuse it, or it can't be published.</exception>
    public static async Task RunAsync(FeedMessage message, string what, bool dryRun, bool json, string? rabbitMq, CancellationToken ct)
    {
        var written = OutgoingMessage.Of(message);
        written.ThrowIfRefused();
        var body = Encoding.UTF8.GetString(written.Body.Span);
        if (dryRun)
        {
            Console.WriteLine(body);
            return;
        }
        await using var publisher = await FeedPublisher.ConnectAsync(Broker.Uri(rabbitMq), ct);
        await publisher.PublishAsync(written, ct);
        Console.WriteLine(json
            ? $$"""{"published":1,"routingKey":"{{written.RoutingKey}}","body":{{body}}}"""
            : $"Published {what}; the broker has confirmed it.");
    }
}
