namespace StatsApi.Queries;

/// <summary>
/// One text for all query strings that ask for the same page: sorted by name, defaults left out. No value needs escaping, for ids,
/// days, numbers and cursors hold neither <c>&amp;</c> nor <c>=</c>.
/// </summary>
internal static class CanonicalQuery
{
    /// <summary>What a page's key is made of.</summary>
    public static string Of(PageQuery query) => Join(Filters(query)
        .Append(("limit", query.Limit == PageQuery.DefaultLimit ? null : query.Limit.ToString()))
        .Append(("cursor", query.Cursor))
        .Append(("around", query.Around)));

    /// <summary>
    /// What a cursor is bound to: it goes on where it was, but how far may change from page to page. Where it was may have been around a
    /// model.
    /// </summary>
    public static string WithoutPlace(PageQuery query) => Join(Filters(query));

    /// <summary>The query string of the page after one of this query: the same with the cursor that leads there.</summary>
    public static string Next(PageQuery query, string cursor) => Of(query with { Cursor = cursor, Around = null });

    private static IEnumerable<(string Name, string? Value)> Filters(PageQuery query) =>
    [
        ("season", query.Season),
        ("competition", query.Competition),
        ("club", query.Club),
        ("isHome", query.IsHome switch { true => "true", false => "false", null => null }),
        .. query.Models.Select(model => ("model", (string?)model)),
        ("dateFrom", query.DateFrom?.ToString("yyyy-MM-dd")),
        ("dateTo", query.DateTo?.ToString("yyyy-MM-dd")),
        ("since", query.Since?.ToString()),
        ("metric", query.Metric == Metric.AvgPoints ? null : query.Metric.Name()),
        ("compareTo", query.CompareTo?.ToString("yyyy-MM-dd")),
    ];

    private static string Join(IEnumerable<(string Name, string? Value)> pairs) => string.Join('&', pairs
        .Where(pair => pair.Value is not null)
        .OrderBy(pair => pair.Name, StringComparer.Ordinal)
        .ThenBy(pair => pair.Value, StringComparer.Ordinal)
        .Select(pair => $"{pair.Name}={pair.Value}"));
}
