using System.Text;

namespace StatsApi.Queries;

/// <summary>
/// One text for all query strings that ask for the same page: sorted by name, defaults left out. No value needs escaping, for ids,
/// days, numbers and cursors hold neither <c>&amp;</c> nor <c>=</c>.
/// </summary>
internal static class CanonicalQuery
{
    /// <summary>What a page's key is made of.</summary>
    public static string Of(PageQuery query) => Write(query, query.Cursor, query.Around, query.Limit);

    /// <summary>
    /// What a cursor is bound to: it goes on where it was, but how far may change from page to page. Where it was may have been around a
    /// model.
    /// </summary>
    public static string WithoutPlace(PageQuery query) => Write(query, null, null, PageQuery.DefaultLimit);

    /// <summary>The query string of the page after one of this query: the same with the cursor that leads there.</summary>
    public static string Next(PageQuery query, string cursor) => Write(query, cursor, null, query.Limit);

    private static string Write(PageQuery query, string? cursor, string? around, int limit)
    {
        var text = new StringBuilder();
        Add("around", around);
        Add("club", query.Club);
        Add("compareTo", query.CompareTo?.ToString("yyyy-MM-dd"));
        Add("competition", query.Competition);
        Add("cursor", cursor);
        Add("dateFrom", query.DateFrom?.ToString("yyyy-MM-dd"));
        Add("dateTo", query.DateTo?.ToString("yyyy-MM-dd"));
        Add("isHome", query.IsHome switch { true => "true", false => "false", null => null });
        Add("limit", limit == PageQuery.DefaultLimit ? null : limit.ToString());
        Add("metric", query.Metric == Metric.AvgPoints ? null : query.Metric.Name());
        foreach (var model in query.Models.Order(StringComparer.Ordinal))
            Add("model", model);
        Add("season", query.Season);
        Add("since", query.Since?.ToString());
        return text.ToString();

        void Add(string name, string? value)
        {
            if (value is not null)
                text.Append(text.Length == 0 ? "" : "&").Append(name).Append('=').Append(value);
        }
    }
}
