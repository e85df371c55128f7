using System.Globalization;
using System.Text.RegularExpressions;

namespace Stats.Contracts.Feed;

internal readonly partial struct FeedElement
{
    private const string Clock =
        @"^(?<seconds>[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2})(?:(?<fraction>\.[0-9]{1,6})[0-9]*)?";

    // The rules of football are from 1863. A time before 1850, such as year 1, is an error in the feed.
    private static readonly DateTimeOffset Earliest = new(1850, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public DateTimeOffset Time(string name)
    {
        const string advice = "Write it in RFC 3339 such as 2026-05-23T15:30:00Z.";
        var text = StringOrNull(name, Refusal.BadTime, advice) ?? throw Missing(name);
        if (TimePattern().Match(text) is not { Success: true } match)
        {
            throw LocalTimePattern().IsMatch(text)
                ? Bad(Refusal.BadTime, name, $"has no offset: {Excerpt.Of(text)}", "Append Z if it is UTC, else its offset such as +02:00.")
                : Bad(Refusal.BadTime, name, $"must be RFC 3339 with an offset, not {Excerpt.Of(text)}", advice);
        }
        // Truncated before parsing, because parsing rounds and could move a time up to kickoff.
        var cut = match.Groups["seconds"].Value + match.Groups["fraction"].Value + match.Groups["offset"].Value;
        if (!DateTimeOffset.TryParse(cut, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
        {
            throw Bad(
                Refusal.BadTime, name, $"does not exist: {Excerpt.Of(text)}",
                "Check month, day, hour and second (up to 59, no leap second), and the offset (up to 14 hours).");
        }
        return time >= Earliest
            ? Microseconds.Cut(time)
            : throw Bad(
                Refusal.BadTime, name, $"must be from 1850 on, not {Excerpt.Of(text)}",
                "Check that it was set: many programs write a missing time as year 1 or 1601.");
    }

    [GeneratedRegex(Clock + @"(?<offset>[Zz]|[+-][0-9]{2}:[0-9]{2})\z")]
    private static partial Regex TimePattern();

    [GeneratedRegex(Clock + @"\z")]
    private static partial Regex LocalTimePattern();
}
