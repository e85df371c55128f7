namespace Statsctl.FeedFiles;

/// <summary><c>statsctl publish messages</c>: publishes whole files, and checks them before the first message.</summary>
internal static class PublishMessagesCommand
{
    public static Command Create()
    {
        var files = FeedCommand.Files();
        var type = FeedCommand.Type();
        var skipBad = new Option<bool>("--skip-bad") { Description = "Skip the messages that the service would refuse." };
        var json = FeedOptions.Json();
        var rabbitMq = FeedOptions.RabbitMq();
        var command = new Command(
            "messages",
            $"Publish files of messages. If the service would refuse any, publish nothing and exit with {ExitCode.Refused}.")
        {
            files, type, skipBad, json, rabbitMq,
        };
        command.SetAction(async (given, ct) =>
        {
            var check = await FeedCheck.OfAsync(given.GetRequiredValue(files), given.GetValue(type), ct);
            // Errors in a file must not go into a script's pipe.
            FeedCommand.Say(check.Report, Console.Error);
            if (check.Report.Refused > 0 && !given.GetValue(skipBad))
            {
                await Console.Error.WriteLineAsync("statsctl: nothing was published: correct the file, or give --skip-bad");
                return ExitCode.Refused;
            }
            await PublishAsync(check, Broker.Uri(given.GetValue(rabbitMq)), given.GetValue(json), ct);
            return ExitCode.Done;
        });
        return command;
    }

    private static async Task PublishAsync(FeedCheck check, Uri broker, bool json, CancellationToken ct)
    {
        await using var publisher = await FeedPublisher.ConnectAsync(broker, ct);
        var started = TimeProvider.System.GetTimestamp();
        await ProgressDisplay.ShowAsync(
            json ? Terminal.Error : AnsiConsole.Console, "Publishing", check.Good.Count,
            confirmed => publisher.PublishAllAsync(check.Good.ToAsyncEnumerable(), _ => confirmed(), ct));
        var took = TimeProvider.System.GetElapsedTime(started).TotalSeconds;
        Console.WriteLine(json
            ? JsonSerializer.Serialize(
                new PublishedFiles(check.Good.Count, check.Report.Refused, Math.Round(took, 3), check.Report), FeedFilesJson.Default.PublishedFiles)
            : string.Create(CultureInfo.InvariantCulture, $"Published {check.Good.Count:N0} messages in {took:N1} s; the broker has confirmed them."));
    }
}
