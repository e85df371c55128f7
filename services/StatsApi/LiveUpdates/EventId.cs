using System.Globalization;
using StatsApi.Queries;

namespace StatsApi.LiveUpdates;

/// <summary>Where in the log of changes somebody is; the id of an event. The number alone would say nothing after a restore.</summary>
/// <param name="Generation">Which life of the database.</param>
/// <param name="Change">The last change known in it.</param>
internal sealed record EventId(long Generation, long Change)
{
    /// <returns>Null if it isn't one.</returns>
    public static EventId? Parse(string text) =>
        Numbers.ParsePair(text) is var (generation, change) ? new EventId(generation, change) : null;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Generation}.{Change}");
}
