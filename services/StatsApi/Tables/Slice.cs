using StatsApi.Queries;

namespace StatsApi.Tables;

/// <summary>The rows of one page, out of the rows read: one more than the limit if there is a further page in the direction of reading.</summary>
internal static class Slice
{
    /// <param name="rows">The rows read, in the direction of reading: from the cursor's row away.</param>
    /// <param name="limit">The limit of the page.</param>
    /// <param name="after">The cursor.</param>
    /// <param name="isFirst">Whether no rows precede the page, for a page without a cursor.</param>
    public static (IReadOnlyList<T> Rows, bool HasMore, bool HasPrevious) Of<T>(List<T> rows, int limit, Cursor? after, bool isFirst)
    {
        var isLonger = rows.Count > limit;
        if (isLonger)
            rows.RemoveRange(limit, rows.Count - limit);
        if (rows.Count == 0)
            return (rows, false, false);
        if (after is not { Before: true })
            return (rows, isLonger, !isFirst);
        rows.Reverse();
        return (rows, true, isLonger);
    }
}
