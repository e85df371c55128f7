using System.CommandLine;
using System.Text.Json;
using Spectre.Console;
using Statsctl.Feed;

namespace Statsctl.DeadLetters;

/// <summary><c>statsctl dead-letters drop</c>: removes messages from their queues and keeps them in a file.</summary>
internal static class DropCommand
{
    private const string Description = """
        Remove messages for good. It asks before, and writes each into a file.

        The file has a JSON document in each line, with all of the message; it is on the disk before the first one is removed.
        """;

    public static Command Create()
    {
        var (queue, reason, field, match) = (DeadLetterOptions.Queue(), DeadLetterOptions.Reason(), DeadLetterOptions.Field(), DeadLetterOptions.Match());
        var limit = DeadLetterOptions.Limit("Drop no more than N messages (default: all).");
        var yes = new Option<bool>("--yes") { Description = "Don't ask. Without a terminal it must be given." };
        var log = new Option<string?>("--log") { Description = "Where to write them (default: dropped-{time}.jsonl here). It must not exist.", HelpName = "FILE" };
        var (json, rabbitMq) = (DeadLetterOptions.Json(), FeedOptions.RabbitMq());
        var command = new Command("drop", Description) { queue, reason, field, match, limit, yes, log, json, rabbitMq };
        command.SetAction(async (given, ct) =>
        {
            if (!given.GetValue(yes) && (Console.IsInputRedirected || !Terminal.IsLive(AnsiConsole.Console) || given.GetValue(json)))
                throw new CommandFailedException("nothing was dropped: there is no terminal to ask at. Look at it with dead-letters list, then give --yes");
            using var dropped = new DropLog(given.GetValue(log) ?? $"dropped-{TimeProvider.System.GetUtcNow():yyyyMMdd'T'HHmmss.fff'Z'}.jsonl");
            var filter = new LetterFilter(given.GetValue(reason), given.GetValue(field), given.GetValue(match));
            Drop drop;
            bool done;
            await using (var box = await DeadLetterBox.OpenAsync(Broker.Uri(given.GetValue(rabbitMq)), ct))
            {
                drop = new Drop(box, filter, dropped) { Limit = given.GetValue(limit) ?? long.MaxValue };
                done = await drop.RunAsync(
                    DeadLetterOptions.Named(given.GetValue(queue)!), groups => given.GetValue(yes) ? Task.FromResult(true) : AskAsync(groups, ct), ct);
            }
            Print(drop, done, dropped, given.GetValue(json));
            return done ? ExitCode.Done : ExitCode.Failed;
        });
        return command;
    }

    private static async Task<bool> AskAsync(LetterGroups groups, CancellationToken ct)
    {
        GroupTable.Print(AnsiConsole.Console, groups.All);
        return await new ConfirmationPrompt($"Drop {groups.Count:N0} messages for good?") { DefaultValue = false }.ShowAsync(AnsiConsole.Console, ct);
    }

    private static void Print(Drop drop, bool done, DropLog log, bool json)
    {
        var dropped = done ? drop.Chosen.Count : 0;
        if (json)
            Console.WriteLine(JsonSerializer.Serialize(new { Dropped = dropped, Log = dropped > 0 ? log.Path : null }, LetterJson.Document));
        else if (!done)
            Console.WriteLine("Nothing was dropped.");
        else
            Console.WriteLine(dropped == 0 ? "No such messages." : $"Dropped {dropped:N0} messages; they are in {log.Path}.");
    }
}
