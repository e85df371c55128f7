using System.Globalization;

namespace StatsApi.LiveUpdates;

/// <summary>A position in the change log, and the id of an event. After a restore, change numbers repeat in a new generation.</summary>
/// <param name="Generation">The database's generation.</param>
/// <param name="Change">The number of the last change.</param>
internal sealed record EventId(long Generation, long Change)
{
    /// <returns>Null if the text is no event id.</returns>
    public static EventId? Parse(string text) =>
        Numbers.ParsePair(text) is var (generation, change) ? new EventId(generation, change) : null;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Generation}.{Change}");
}
