using System.CommandLine;
using System.Globalization;

namespace Statsctl.DeadLetters;

/// <summary>The options that select messages, the same in every command.</summary>
internal static class DeadLetterOptions
{
    public static Option<string[]> Queue()
    {
        var queue = new Option<string[]>("--queue")
        {
            Description = "Only messages of this queue; repeatable (default: all queues).",
            HelpName = "QUEUE",
            DefaultValueFactory = _ => [],
        };
        queue.AcceptOnlyFromAmong([.. DeadLetterQueue.All.Select(known => known.Name)]);
        return queue;
    }

    public static Option<string?> Reason() => new("--reason")
    {
        Description = "Only messages with this reason, as shown by list, such as conflict.",
        HelpName = "REASON",
    };

    public static Option<string?> Field() => new("--field")
    {
        Description = "Only messages with this field at fault, as shown by list, such as score.regularTime.home; '' for none.",
        HelpName = "FIELD",
    };

    public static Option<string?> Match() => new("--match")
    {
        Description = "Only messages about this match, such as en.1.2015-16.arsenal.chelsea.",
        HelpName = "ID",
    };

    public static Option<bool> Json() => new("--json") { Description = "Print JSON, for scripts." };

    public static Option<long?> Limit(string description) => new("--limit")
    {
        Description = description,
        HelpName = "N",
        CustomParser = result =>
        {
            var given = result.Tokens[0].Value;
            if (long.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1)
                return number;
            result.AddError($"--limit must be a whole number from 1, not '{given}'.");
            return null;
        },
    };

    public static Option<double?> Rate() => new("--rate")
    {
        Description = "Messages per second at most (default: as fast as the broker confirms them one by one).",
        HelpName = "N",
        CustomParser = result =>
        {
            var given = result.Tokens[0].Value;
            if (double.TryParse(given, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number is >= 0.001 and <= 1000)
                return number;
            result.AddError($"--rate must be a number from 0.001 to 1000, not '{given}'.");
            return null;
        },
    };

    /// <summary>The queues with these names, in the order of <see cref="DeadLetterQueue.All"/>; all if no name is given.</summary>
    public static IReadOnlyList<DeadLetterQueue> Named(IReadOnlyCollection<string> names) =>
        [.. DeadLetterQueue.All.Where(queue => names.Count == 0 || names.Contains(queue.Name))];
}
