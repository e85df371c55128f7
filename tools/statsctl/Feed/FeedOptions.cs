using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Text.RegularExpressions;
using Stats.Contracts;

namespace Statsctl.Feed;

/// <summary>Options for the feed's kinds of value; their error messages name the expected value.</summary>
internal static partial class FeedOptions
{
    /// <summary>The broker to publish to.</summary>
    public static Option<string?> RabbitMq() => new("--rabbitmq")
    {
        Description = $"The broker, as an amqp:// URI (default: the environment variable {Broker.Key}).",
        HelpName = "URI",
    };

    /// <summary>A text that must not be empty.</summary>
    public static Option<string> Text(string name, string description, bool required = true) => new(name)
    {
        Description = description,
        Required = required,
        CustomParser = result => Parse(result, text => text.Trim() is { Length: > 0 } given ? given : null, "a non-empty text"),
    };

    /// <summary>An id of the feed.</summary>
    public static Option<string> Id(string name, string description, bool required = false) => new(name)
    {
        Description = description,
        Required = required,
        HelpName = "ID",
        CustomParser = result => Parse(result, text => FeedIds.IsValid(text) ? text : null, $"an id of {FeedIds.Rule}"),
    };

    /// <summary>A score such as 2-1.</summary>
    public static Option<Goals?> Score(string name, string description, bool required = false) => new(name)
    {
        Description = description,
        Required = required,
        HelpName = "H-A",
        CustomParser = result => Parse(result, Goals, "a score such as 2-1, each number from 0 to 99"),
    };

    /// <summary>A point in time.</summary>
    public static Option<DateTimeOffset?> Time(string name, string description, bool required = false) => new(name)
    {
        Description = description,
        Required = required,
        HelpName = "TIME",
        CustomParser = result => result.Tokens is [var token] && Rfc3339.TryParse(token.Value, out var at)
            ? at
            : Wrong<DateTimeOffset?>(result, Rfc3339.Rule),
    };

    /// <summary>A revision of a match, from 1.</summary>
    public static Option<int> Revision(int standard, string description) => new("--revision")
    {
        Description = description,
        HelpName = "N",
        DefaultValueFactory = _ => standard,
        CustomParser = result =>
            int.TryParse(result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var revision) && revision >= 1
                ? revision
                : Wrong<int>(result, $"a whole number from 1 to {int.MaxValue}"),
    };

    /// <summary>Prints the message instead of publishing it.</summary>
    public static Option<bool> DryRun() => new("--dry-run") { Description = "Print the message as JSON and publish nothing." };

    /// <summary>Prints the outcome as JSON, for a script.</summary>
    public static Option<bool> Json() =>
        new("--json") { Description = "Print the outcome as one JSON object on standard output; progress goes to standard error." };

    private static Goals? Goals(string text)
    {
        var match = ScoreText().Match(text);
        return match.Success ? new Goals(int.Parse(match.Groups[1].ValueSpan), int.Parse(match.Groups[2].ValueSpan)) : null;
    }

    private static T? Parse<T>(ArgumentResult result, Func<string, T?> read, string rule)
        where T : class =>
        result.Tokens is [var token] && read(token.Value) is { } value ? value : Wrong<T>(result, rule);

    private static T? Wrong<T>(ArgumentResult result, string rule)
    {
        var option = (result.Parent as OptionResult)?.Option.Name;
        result.AddError($"{option} must be {rule}, not '{string.Join(' ', result.Tokens)}'.");
        return default;
    }

    [GeneratedRegex(@"\A([0-9]{1,2})[-:]([0-9]{1,2})\z")]
    private static partial Regex ScoreText();
}
