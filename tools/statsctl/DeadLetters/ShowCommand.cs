using System.Text.Json.Nodes;

namespace Statsctl.DeadLetters;

/// <summary><c>statsctl dead-letters show</c>: prints messages one at a time.</summary>
internal static class ShowCommand
{
    private const long First = 10;

    public static Command Create()
    {
        var options = new DeadLetterOptions($"Show at most N messages (default: {First}).");
        var command = options.Command("show", "Show messages and why they failed.");
        command.SetAction((given, ct) => RunAsync(options, given, ct));
        return command;
    }

    private static async Task RunAsync(DeadLetterOptions options, ParseResult given, CancellationToken ct)
    {
        var (filter, limit, json) = (options.FilterIn(given), given.GetValue(options.Limit) ?? First, given.GetValue(options.Json));
        await using var box = await options.OpenAsync(given, ct);
        var documents = new JsonArray();
        var shown = 0L;
        foreach (var queue in options.QueuesIn(given).TakeWhile(_ => shown < limit))
        {
            await foreach (var taken in box.TakeAsync(queue, await box.CountAsync(queue), ct))
            {
                if (filter.Takes(taken.Letter))
                {
                    shown++;
                    if (json)
                        documents.Add(LetterJson.Of(taken.Letter));
                    else
                        Print(taken.Letter);
                }
                await box.KeepAsync(taken);
                if (shown == limit)
                    break;
            }
        }
        if (json)
            Console.WriteLine(documents.ToJsonString(LetterJson.Document));
        else if (shown == 0)
            Console.WriteLine("No messages match.");
        else if (shown == limit)
            Console.WriteLine($"Showed the first {limit:N0}; there may be more (see --limit).");
    }

    private static void Print(DeadLetter letter)
    {
        Console.WriteLine($"{letter.Queue.Name}: {Printable(letter.Reason)}{(letter.Field.Length == 0 ? "" : $" ({Printable(letter.Field)})")}");
        Line("when", letter.At is { } at ? HeaderValue.Text(at) : null);
        Line("service", letter.Service);
        Line("trace", letter.TraceId);
        Line("error", letter.Explanation);
        Line("exception", letter.ExceptionType);
        Line("key", letter.RoutingKey.Length == 0 ? null : letter.RoutingKey);
        Line("type", letter.Properties.ContentType);
        Line("id", letter.Properties.MessageId);
        Console.WriteLine(LetterBody.Text(letter.Body));
        Console.WriteLine();
    }

    private static void Line(string title, string? text)
    {
        if (!string.IsNullOrEmpty(text))
            Console.WriteLine($"  {title,-10}{Printable(text)}");
    }

    private static string Printable(string text) => LetterBody.Printable(text);
}
