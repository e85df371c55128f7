namespace Statsctl.DeadLetters;

/// <summary><c>statsctl dead-letters list</c>: counts messages by queue, reason and field, with their times.</summary>
internal static class ListCommand
{
    private const long First = 1000;

    public static Command Create()
    {
        var options = new DeadLetterOptions($"Read at most N messages of each queue (default: {First}).");
        var command = options.Command("list", "Count messages by queue, reason and the field at fault.");
        command.SetAction((given, ct) => RunAsync(options, given, ct));
        return command;
    }

    private static async Task RunAsync(DeadLetterOptions options, ParseResult given, CancellationToken ct)
    {
        var (filter, limit) = (options.FilterIn(given), given.GetValue(options.Limit) ?? First);
        await using var box = await options.OpenAsync(given, ct);
        var groups = new LetterGroups();
        var partly = new List<PartlyLooked>();
        foreach (var queue in options.QueuesIn(given))
        {
            var messages = await box.CountAsync(queue);
            await foreach (var taken in box.TakeAsync(queue, Math.Min(messages, limit), ct))
            {
                if (filter.Takes(taken.Letter))
                    groups.Add(taken.Letter);
                await box.KeepAsync(taken);
            }
            if (messages > limit)
                partly.Add(new PartlyLooked(queue.Name, messages, limit));
        }
        if (given.GetValue(options.Json))
            Console.WriteLine(JsonSerializer.Serialize(new { Groups = groups.All, LookedAtPartOf = partly }, LetterJson.Document));
        else
            Print(AnsiConsole.Console, groups, partly);
    }

    private static void Print(IAnsiConsole console, LetterGroups groups, List<PartlyLooked> partly)
    {
        if (groups.Count == 0)
            Console.WriteLine("No messages match.");
        else
            GroupTable.Print(console, groups.All);
        foreach (var (queue, messages, looked) in partly)
            Console.WriteLine($"{queue} has {messages:N0} messages; only the first {looked:N0} were read (see --limit).");
    }

    private sealed record PartlyLooked(string Queue, long Messages, long LookedAt);
}
