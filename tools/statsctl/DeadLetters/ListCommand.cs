using System.CommandLine;
using System.Text.Json;
using Spectre.Console;
using Statsctl.Feed;

namespace Statsctl.DeadLetters;

/// <summary><c>statsctl dead-letters list</c>: counts messages by queue, reason and field, with their times.</summary>
internal static class ListCommand
{
    private const long First = 1000;

    public static Command Create()
    {
        var (queue, reason, field, match) = (DeadLetterOptions.Queue(), DeadLetterOptions.Reason(), DeadLetterOptions.Field(), DeadLetterOptions.Match());
        var limit = DeadLetterOptions.Limit($"Read at most N messages of each queue (default: {First}).");
        var (json, rabbitMq) = (DeadLetterOptions.Json(), FeedOptions.RabbitMq());
        var command = new Command("list", "Count messages by queue, reason and the field at fault.") { queue, reason, field, match, limit, json, rabbitMq };
        command.SetAction((given, ct) => RunAsync(
            Broker.Uri(given.GetValue(rabbitMq)),
            DeadLetterOptions.Named(given.GetValue(queue)!),
            new LetterFilter(given.GetValue(reason), given.GetValue(field), given.GetValue(match)),
            given.GetValue(limit) ?? First,
            given.GetValue(json),
            ct));
        return command;
    }

    private static async Task RunAsync(
        Uri broker, IReadOnlyList<DeadLetterQueue> queues, LetterFilter filter, long limit, bool json, CancellationToken ct)
    {
        await using var box = await DeadLetterBox.OpenAsync(broker, ct);
        var groups = new LetterGroups();
        var partly = new List<PartlyLooked>();
        foreach (var queue in queues)
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
        if (json)
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
