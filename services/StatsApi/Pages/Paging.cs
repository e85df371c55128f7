using StatsApi.Database;
using StatsApi.Queries;

namespace StatsApi.Pages;

/// <summary>Where a list goes on: reads the cursor that was sent, and writes the one that leads further.</summary>
internal sealed class Paging(Cursors cursors)
{
    /// <param name="address">The page asked for.</param>
    /// <param name="after">Where to go on; null at the beginning.</param>
    /// <returns>False if the cursor isn't one of ours, or is one of another query.</returns>
    public bool TryRead(PageAddress address, out Cursor? after)
    {
        after = address.Query.Cursor is { } text ? cursors.Read(text, address.BoundTo) : null;
        return address.Query.Cursor is null || after is not null;
    }

    /// <param name="snapshot">Of which the page is.</param>
    /// <param name="address">The page asked for.</param>
    /// <param name="after">Where it went on.</param>
    /// <param name="totalCount">Rows on all pages.</param>
    /// <param name="last">The place of the page's last row if there are more, else null.</param>
    public Pagination Of<T>(Snapshot<T> snapshot, PageAddress address, Cursor? after, long totalCount, (double Value, string Id)? last)
    {
        var now = (Version: snapshot.Versions[0], snapshot.Generation);
        var first = after is null ? now : (after.Version, after.Generation);
        var next = last is { } place ? cursors.Write(new Cursor(place.Value, place.Id, first.Version, first.Generation), address.BoundTo) : null;
        return new Pagination(totalCount, next is not null, next, address.Query.Limit, Consistent: first == now);
    }
}
