using System.Text.RegularExpressions;

namespace Statsctl.Keys;

/// <summary>Parses when a key expires: after <c>90d</c>, at the start of a UTC day, or at a time.</summary>
public static partial class Expiry
{
    /// <summary>The expected formats, for error messages.</summary>
    public const string Rule =
        "a number of days such as 90d, a date such as 2030-01-31 (the key expires as that UTC day begins), or " + Rfc3339.Rule;

    private const int MostDays = 36_500;

    /// <summary>Null if the text has another format, or the time is in the past.</summary>
    public static DateTimeOffset? Parse(string text, DateTimeOffset now) => Read(text, now) is { } end && end > now ? end : null;

    private static DateTimeOffset? Read(string text, DateTimeOffset now)
    {
        if (Days().Match(text) is { Success: true } days)
            return int.Parse(days.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) is <= MostDays and var n ? now.AddDays(n) : null;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
        return Rfc3339.TryParse(text, out var at) ? at : null;
    }

    [GeneratedRegex(@"\A([0-9]{1,5})d\z")]
    private static partial Regex Days();
}
