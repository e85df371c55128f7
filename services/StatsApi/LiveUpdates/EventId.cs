using System.Globalization;

namespace StatsApi.LiveUpdates;

/// <summary>Where in the log of changes somebody is; the id of an event. The number alone would say nothing after a restore.</summary>
/// <param name="Generation">Which life of the database.</param>
/// <param name="Change">The last change known in it.</param>
internal sealed record EventId(long Generation, long Change)
{
    public const string Expected = "must be the id of an event of this stream";

    // Two numbers and a point.
    private const int LongestText = 39;

    /// <returns>Null if it isn't one.</returns>
    public static EventId? Parse(string text)
    {
        var dot = text.IndexOf('.', StringComparison.Ordinal);
        return dot > 0 && text.Length <= LongestText
            && long.TryParse(text.AsSpan(..dot), NumberStyles.None, CultureInfo.InvariantCulture, out var generation)
            && long.TryParse(text.AsSpan(dot + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var change)
            ? new EventId(generation, change)
            : null;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Generation}.{Change}");
}
