using System.Text.RegularExpressions;

namespace Statsctl;

/// <summary>Parses durations such as <c>90s</c>, <c>10m</c>, <c>12h</c>, <c>7d</c>.</summary>
public static partial class Duration
{
    /// <summary>The expected format, for error messages.</summary>
    public const string Rule = "a number with a unit, such as 90s, 10m, 12h or 7d, and at most 45d";

    // .NET timers support at most 49 days.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(45);

    /// <summary>Null if the text is not a duration, is zero, or is above 45 days.</summary>
    public static TimeSpan? Parse(string text)
    {
        var match = Text().Match(text);
        if (!match.Success)
            return null;
        var number = int.Parse(match.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);
        var unit = match.Groups[2].ValueSpan[0] switch
        {
            's' => TimeSpan.FromSeconds(1),
            'm' => TimeSpan.FromMinutes(1),
            'h' => TimeSpan.FromHours(1),
            _ => TimeSpan.FromDays(1),
        };
        return number > 0 && number * unit <= Longest ? number * unit : null;
    }

    public static Option<TimeSpan?> Option(string name, string description) =>
        ValueOption.Create<TimeSpan?>(name, description, "DURATION", Parse, Rule);

    [GeneratedRegex(@"\A([0-9]{1,7})([smhd])\z")]
    private static partial Regex Text();
}
