using System.Text;

namespace Statsctl.Feed;

/// <summary><c>statsctl publish result|prediction|void</c>: one message from options; <c>messages</c>: whole files.</summary>
internal static class PublishCommand
{
    public static Command Create(Command messages) => new("publish", "Publish to the feed, as an upstream system would.")
    {
        PublishResultCommand.Create(),
        PublishPredictionCommand.Create(),
        PublishVoidCommand.Create(),
        messages,
    };

    /// <summary>The default time of a message.</summary>
    public static DateTimeOffset Now() => Microseconds.Cut(TimeProvider.System.GetUtcNow());

    /// <summary>Creates a command that publishes one message and confirms it, or prints it.</summary>
    /// <param name="make">Makes the message, and its name for the confirmation.</param>
    public static Command OfMessage(
        string name, string description, Option[] options, Func<ParseResult, (FeedMessage Message, string What)> make)
    {
        var (dryRun, json, rabbitMq) = (FeedOptions.DryRun(), FeedOptions.Json(), FeedOptions.RabbitMq());
        var command = new Command(name, description);
        foreach (var option in (Option[])[.. options, dryRun, json, rabbitMq])
            command.Options.Add(option);
        command.SetAction(async (given, ct) =>
        {
            var (message, what) = make(given);
            await RunAsync(message, what, given.GetValue(dryRun), given.GetValue(json), given.GetValue(rabbitMq), ct);
        });
        return command;
    }

    private static async Task RunAsync(FeedMessage message, string what, bool dryRun, bool json, string? rabbitMq, CancellationToken ct)
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
