using System.Globalization;
using StatsWeb.Words;

namespace StatsWeb.Tables;

/// <summary>The state of a table, which is its address: filters, order and place. Empty parameters count as absent.</summary>
public sealed record TableState
{
    public string? Season { get; init; }
    public string? Competition { get; init; }
    public string? Club { get; init; }

    /// <summary><c>true</c> or <c>false</c>: the club's home or away matches; null without a club.</summary>
    public string? IsHome { get; init; }

    public string? DateFrom { get; init; }
    public string? DateTo { get; init; }
    public string? MinPredictions { get; init; }
    public string? Provider { get; init; }
    public string Metric { get; init; } = Names.DefaultMetric;
    public string? Order { get; init; }

    /// <summary>A part of a model's name.</summary>
    public string? Search { get; init; }

    public string? Cursor { get; init; }

    public static TableState Read(IQueryCollection query)
    {
        var club = Value("club");
        return new TableState
        {
            Season = Value("season"),
            Competition = Value("competition"),
            Club = club,
            IsHome = club is null ? null : Value("isHome"),
            DateFrom = Value("dateFrom"),
            DateTo = Value("dateTo"),
            MinPredictions = Value("minPredictions"),
            Provider = Value("provider"),
            Metric = Value("metric") ?? Names.DefaultMetric,
            Order = Value("order") == "asc" ? "asc" : null,
            Search = Value("q"),
            Cursor = Value("cursor"),
        };

        string? Value(string name) => query[name].FirstOrDefault(value => !string.IsNullOrWhiteSpace(value))?.Trim();
    }

    /// <summary>Whether only some matches or models count.</summary>
    public bool IsFiltered => Filters.Any();

    /// <summary>The filters of matches, for every request about the same matches.</summary>
    public IEnumerable<(string Name, string? Value)> MatchFilters =>
        [("season", Season), ("competition", Competition), ("club", Club), ("isHome", IsHome), ("dateFrom", DateFrom), ("dateTo", DateTo)];

    /// <summary>All filters in use.</summary>
    public IEnumerable<(string Name, string? Value)> Filters =>
        AllFilters.Where(filter => filter.Value is not null);

    private (string Name, string? Value)[] AllFilters =>
        [.. MatchFilters, ("minPredictions", MinPredictions), ("provider", Provider), ("q", Search)];

    /// <summary>The address of this state below a page's path.</summary>
    public string Address(string path) => Link.With(
        path, [.. Filters, ("metric", Metric == Names.DefaultMetric ? null : Metric), ("order", Order), ("cursor", Cursor)]);

    /// <summary>The parameters for a table of the API.</summary>
    /// <param name="path">The path of the table; an id in it replaces the filter of its kind.</param>
    /// <param name="limit">Rows per page.</param>
    /// <param name="models">Only these rows; null for all.</param>
    public string Query(string path, int limit, IEnumerable<string>? models = null) => Link.With(
        path,
        [
            .. MatchFilters, ("minPredictions", MinPredictions), ("provider", Provider), ("metric", Metric), ("order", Order),
            ("models", models is null ? null : string.Join(',', models)), ("cursor", Cursor),
            ("limit", limit.ToString(CultureInfo.InvariantCulture)),
        ]);

    /// <summary>The state ordered by a metric; the other way round if it is so ordered already.</summary>
    public TableState By(string metric) =>
        this with { Metric = metric, Order = metric == Metric && Order is null ? "asc" : null, Cursor = null };

    /// <summary>The filters with their words, each with the state without it.</summary>
    public IEnumerable<(string Label, TableState Without)> Chips(
        DateWriter dates, Func<string, string> competition, Func<string, string> club)
    {
        var first = this with { Cursor = null };
        if (Season is not null)
            yield return ($"Season {Season}", first with { Season = null });
        if (Competition is not null)
            yield return (competition(Competition), first with { Competition = null });
        if (Club is not null)
            yield return (club(Club), first with { Club = null, IsHome = null });
        if (IsHome is not null)
            yield return (IsHome == "true" ? "Home matches" : "Away matches", first with { IsHome = null });
        if (DateFrom is not null)
            yield return ($"From {dates.Day(DateFrom)}", first with { DateFrom = null });
        if (DateTo is not null)
            yield return ($"Until {dates.Day(DateTo)}", first with { DateTo = null });
        if (MinPredictions is not null)
            yield return ($"At least {MinPredictions} predictions", first with { MinPredictions = null });
        if (Provider is not null)
            yield return ($"By {Provider}", first with { Provider = null });
        if (Search is not null)
            yield return ($"“{Search}”", first with { Search = null });
    }
}
