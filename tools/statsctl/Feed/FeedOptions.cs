using System.Text.RegularExpressions;

namespace Statsctl.Feed;

/// <summary>Options for the feed's kinds of value; their error messages name the expected value.</summary>
internal static partial class FeedOptions
{
    public static Option<string?> RabbitMq() => new("--rabbitmq")
    {
        Description = $"The broker, as an amqp:// URI (default: the environment variable {Broker.Key}).",
        HelpName = "URI",
    };

    /// <summary>A text that must not be empty.</summary>
    public static Option<string> Text(string name, string description, bool required = true) => ValueOption.Create<string>(
        name, description, null, text => text.Trim() is { Length: > 0 } given ? given : null, "a non-empty text", required);

    public static Option<string> Id(string name, string description, bool required = false) => ValueOption.Create<string>(
        name, description, "ID", text => FeedIds.IsValid(text) ? text : null, $"an id of {FeedIds.Rule}", required);

    /// <summary>A score such as 2-1.</summary>
    public static Option<Goals?> Score(string name, string description, bool required = false) => ValueOption.Create<Goals?>(
        name, description, "H-A", Goals, "a score such as 2-1, each number from 0 to 99", required);

    public static Option<DateTimeOffset?> Time(string name, string description, bool required = false) =>
        ValueOption.Create<DateTimeOffset?>(
            name, description, "TIME", text => Rfc3339.TryParse(text, out var at) ? at : null, Rfc3339.Rule, required);

    /// <summary>A revision of a match, from 1.</summary>
    public static Option<int?> Revision(int standard, string description)
    {
        var revision = ValueOption.Create<int?>(
            "--revision",
            description,
            "N",
            text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 ? number : null,
            $"a whole number from 1 to {int.MaxValue}");
        revision.DefaultValueFactory = _ => standard;
        return revision;
    }

    public static Option<bool> DryRun() => new("--dry-run") { Description = "Print the message as JSON and publish nothing." };

    public static Option<bool> Json() =>
        new("--json") { Description = "Print the outcome as one JSON object on standard output; progress goes to standard error." };

    private static Goals? Goals(string text)
    {
        var match = ScoreText().Match(text);
        return match.Success ? new Goals(int.Parse(match.Groups[1].ValueSpan), int.Parse(match.Groups[2].ValueSpan)) : null;
    }

    [GeneratedRegex(@"\A([0-9]{1,2})[-:]([0-9]{1,2})\z")]
    private static partial Regex ScoreText();
}
