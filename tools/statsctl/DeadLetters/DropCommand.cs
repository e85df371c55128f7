namespace Statsctl.DeadLetters;

/// <summary><c>statsctl dead-letters drop</c>: removes messages from their queues and keeps them in a file.</summary>
internal static class DropCommand
{
    private const string Description = """
        Remove messages permanently, after writing them to a file and asking for confirmation.

        The file has one line of JSON for each message, with all its parts. It is on disk before the first message is removed.
        """;

    public static Command Create()
    {
        var options = new DeadLetterOptions("Drop at most N messages (default: all).");
        var yes = new Option<bool>("--yes") { Description = "Don't ask for confirmation; required without a terminal." };
        var log = new Option<string?>("--log")
        {
            Description = "A new file for the dropped messages (default: dropped-{time}.jsonl in the current folder).",
            HelpName = "FILE",
        };
        var command = options.Command("drop", Description, yes, log);
        command.SetAction(async (given, ct) =>
        {
            var json = given.GetValue(options.Json);
            if (!given.GetValue(yes) && (Console.IsInputRedirected || !Terminal.IsLive(AnsiConsole.Console) || json))
            {
                throw new CommandFailedException(
                    "nothing was dropped: there is no terminal to ask at. Check the messages with dead-letters list, then give --yes");
            }
            using var dropped = new DropLog(given.GetValue(log) ?? $"dropped-{TimeProvider.System.GetUtcNow():yyyyMMdd'T'HHmmss.fff'Z'}.jsonl");
            Drop drop;
            bool done;
            await using (var box = await options.OpenAsync(given, ct))
            {
                drop = new Drop(box, options.FilterIn(given), dropped) { Limit = given.GetValue(options.Limit) ?? long.MaxValue };
                done = await drop.RunAsync(
                    options.QueuesIn(given), groups => given.GetValue(yes) ? Task.FromResult(true) : AskAsync(groups, ct), ct);
            }
            Print(drop, done, dropped, json);
            return done ? ExitCode.Done : ExitCode.Failed;
        });
        return command;
    }

    private static async Task<bool> AskAsync(LetterGroups groups, CancellationToken ct)
    {
        GroupTable.Print(AnsiConsole.Console, groups.All);
        return await new ConfirmationPrompt($"Drop {groups.Count:N0} messages?") { DefaultValue = false }.ShowAsync(AnsiConsole.Console, ct);
    }

    private static void Print(Drop drop, bool done, DropLog log, bool json)
    {
        var dropped = done ? drop.Chosen.Count : 0;
        if (json)
            Console.WriteLine(JsonSerializer.Serialize(new { Dropped = dropped, Log = dropped > 0 ? log.Path : null }, LetterJson.Document));
        else if (!done)
            Console.WriteLine("Nothing was dropped.");
        else
            Console.WriteLine(dropped == 0 ? "No messages match." : $"Dropped {dropped:N0} messages, and saved them to {log.Path}.");
    }
}
