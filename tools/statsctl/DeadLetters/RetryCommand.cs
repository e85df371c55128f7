using Stats.Contracts.Feed;

namespace Statsctl.DeadLetters;

/// <summary><c>statsctl dead-letters retry</c>: publishes messages again after the cause of their failure was fixed.</summary>
internal static class RetryCommand
{
    private const string Description = """
        Publish messages again, unchanged, to the queue in which they failed.

        A message is removed only after the broker has confirmed its new copy: none is lost, and a duplicate changes nothing. A message
        that fails again returns to the end of its queue; each run retries a message once.
        """;

    public static Command Create()
    {
        var options = new DeadLetterOptions("Retry at most N messages (default: all that are in the queues at the start).");
        var rate = ValueOption.Number(
            "--rate",
            "Messages per second at most (default: as fast as the broker confirms them one by one).",
            "N",
            number => number is >= 0.001 and <= 1000,
            "a number from 0.001 to 1000");
        var routingKey = new Option<string?>("--routing-key")
        {
            Description = $"Publish with this routing key instead of the message's own; required for {FeedExchange.Unrouted}.",
            HelpName = "KEY",
        };
        routingKey.AcceptOnlyFromAmong([.. FeedExchange.RoutingKeys]);
        var dryRun = new Option<bool>("--dry-run") { Description = "Show what would be retried, but publish nothing." };
        var command = options.Command("retry", Description, rate, routingKey, dryRun);
        command.Validators.Add(given =>
        {
            // Reads the tokens: the values don't exist if one of them is invalid.
            var queues = given.GetResult(options.Queue)?.Tokens.Select(token => token.Value).ToArray() ?? [];
            var key = given.GetResult(routingKey) is not null;
            if (key && queues.Length != 1)
                given.AddError("--routing-key applies to one queue: name it with --queue.");
            if (!key && queues.Contains(FeedExchange.Unrouted))
                given.AddError($"Messages of {FeedExchange.Unrouted} need a known routing key: give --routing-key.");
        });
        command.SetAction(async (given, ct) =>
        {
            await using var box = await options.OpenAsync(given, ct);
            var retry = new Retry(box, options.FilterIn(given))
            {
                RoutingKey = given.GetValue(routingKey),
                DryRun = given.GetValue(dryRun),
                Limit = given.GetValue(options.Limit) ?? long.MaxValue,
                Rate = given.GetValue(rate),
            };
            await RunAsync(box, retry, options.QueuesIn(given), given.GetValue(options.Json), ct);
        });
        return command;
    }

    private static async Task RunAsync(DeadLetterBox box, Retry retry, IReadOnlyList<DeadLetterQueue> queues, bool json, CancellationToken ct)
    {
        var waiting = new List<(DeadLetterQueue Queue, long Messages)>();
        var leftOut = 0L;
        foreach (var queue in queues)
        {
            var messages = await box.CountAsync(queue);
            if (queue.IsUnrouted && retry.RoutingKey is null)
                leftOut = messages;
            else
                waiting.Add((queue, messages));
        }
        try
        {
            var console = json ? Terminal.Error : AnsiConsole.Console;
            await ProgressDisplay.ShowAsync(console, "Reading", waiting.Sum(queue => queue.Messages), async looked =>
            {
                foreach (var (queue, messages) in waiting.TakeWhile(_ => retry.Retried.Count < retry.Limit))
                    await retry.RunAsync(queue, messages, _ => { }, looked, ct);
            });
        }
        finally
        {
            // Also after a failure: the messages published by then stay published.
            Print(retry, leftOut, json);
        }
    }

    private static void Print(Retry retry, long leftOut, bool json)
    {
        var groups = retry.Retried;
        if (json)
        {
            var outcome = new { retry.DryRun, Retried = groups.Count, Groups = groups.All, UnroutedLeftOut = leftOut };
            Console.WriteLine(JsonSerializer.Serialize(outcome, LetterJson.Document));
            return;
        }
        if (groups.Count > 0)
            GroupTable.Print(AnsiConsole.Console, groups.All);
        Console.WriteLine(retry.DryRun
            ? $"{groups.Count:N0} messages would be published again."
            : $"Published {groups.Count:N0} messages again; the broker has confirmed them. Use list to see whether any fails again.");
        if (leftOut > 0)
            Console.WriteLine($"{leftOut:N0} messages of {FeedExchange.Unrouted} were left out: they need --queue {FeedExchange.Unrouted} and --routing-key.");
    }
}
