using System.Globalization;
using StatsWeb.Api;

namespace StatsWeb.Tables;

/// <summary>A month of UTC days, as a filter.</summary>
/// <param name="First">Its first day.</param>
internal sealed record Month(DateOnly First)
{
    private const string Format = "yyyy-MM-dd";

    public string Name => First.ToString("MMM yyyy", CultureInfo.InvariantCulture);

    private string From => First.ToString(Format, CultureInfo.InvariantCulture);

    private string To =>
        new DateOnly(First.Year, First.Month, DateTime.DaysInMonth(First.Year, First.Month)).ToString(Format, CultureInfo.InvariantCulture);

    /// <summary>The month of a time.</summary>
    public static Month Of(DateTimeOffset time) => new(new DateOnly(time.UtcDateTime.Year, time.UtcDateTime.Month, 1));

    /// <summary>The month that a state is filtered by; null if its days are no whole month.</summary>
    public static Month? Of(TableState state) =>
        DateOnly.TryParseExact(state.DateFrom, Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var first)
            && first.Day == 1 && new Month(first) is var month && month.IsIn(state) ? month : null;

    /// <summary>The months from one time to another.</summary>
    public static IEnumerable<Month> Between(DateTimeOffset first, DateTimeOffset last)
    {
        var month = Of(first);
        yield return month;
        while (month.First < Of(last).First)
        {
            month = new Month(month.First.AddMonths(1));
            yield return month;
        }
    }

    /// <summary>The months before and after this one, from the first kickoff of the seasons to the last; null if there is none.</summary>
    public (Month? Before, Month? After) Neighbours(IReadOnlyCollection<ListedSeason> seasons)
    {
        if (seasons.Count == 0)
            return (null, null);
        var (first, last) = (Of(seasons.Min(season => season.FirstKickoff)), Of(seasons.Max(season => season.LastKickoff)));
        return (
            First <= first.First ? null : First > last.First ? last : new Month(First.AddMonths(-1)),
            First >= last.First ? null : First < first.First ? first : new Month(First.AddMonths(1)));
    }

    /// <summary>Whether a state is filtered by this month.</summary>
    public bool IsIn(TableState state) => state.DateFrom == From && state.DateTo == To;

    /// <summary>A state filtered by this month.</summary>
    public TableState In(TableState state) => state with { DateFrom = From, DateTo = To, Cursor = null };
}
