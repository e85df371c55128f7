using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace StatsApi.Queries;

/// <summary>A parameter of the query string. Each endpoint lists those that it takes.</summary>
/// <param name="Name">The name, which is case-sensitive.</param>
/// <param name="Description">The text in the description of the API.</param>
/// <param name="Schema">The values that <paramref name="Read"/> accepts, as a JSON Schema.</param>
/// <param name="Expected">The error text after the name: what the value must be.</param>
/// <param name="Read">Returns the query with the value, or null if the value is invalid.</param>
/// <param name="Write">Returns the value for a page's key, or null for the default. Left out if it doesn't change the page.</param>
internal sealed record Parameter(
    string Name,
    string Description,
    OpenApiSchema Schema,
    string Expected,
    Func<PageQuery, string, PageQuery?> Read,
    Func<PageQuery, string?>? Write = null)
{
    public const int MostModels = 100;

    // Of display names in the feed.
    private const int LongestName = 200;

    public static readonly Parameter Season = Id(
        "season",
        "Only matches of this season, for example `2015-16`. The default is all seasons.",
        (query, id) => query with { Season = id },
        query => query.Season);

    public static readonly Parameter Competition = Id(
        "competition",
        "Only matches of this competition, for example `en.1`.",
        (query, id) => query with { Competition = id },
        query => query.Competition);

    public static readonly Parameter Club = Id(
        "club",
        "Only matches of this club, at home or away.",
        (query, id) => query with { Club = id },
        query => query.Club);

    public static readonly Parameter IsHome = new(
        "isHome",
        "Only home matches (`true`) or away matches (`false`) of the club. Needs a club.",
        new() { Type = JsonSchemaType.Boolean },
        "must be true or false",
        (query, value) => value is "true" or "false" ? query with { IsHome = value == "true" } : null,
        query => query.IsHome switch { true => "true", false => "false", null => null });

    public static readonly Parameter Model = new(
        "model",
        "Only the rows of these models; may be repeated. Ranks stay those of the whole table.",
        new() { Type = JsonSchemaType.Array, Items = Ids.Schema(), MaxItems = MostModels },
        Ids.Expected,
        (query, value) => Ids.IsValid(value) ? With(query, [value]) : null,
        query => query.Models.Count == 0 ? null : string.Join("&model=", query.Models));

    /// <summary>The key of a page has its values under <see cref="Model"/>.</summary>
    public static readonly Parameter Models = new(
        "models",
        "Like `model`, separated by commas.",
        new() { Type = JsonSchemaType.String, Pattern = $"^{Ids.Pattern}(,{Ids.Pattern})*$" },
        "must be ids separated by commas",
        (query, value) => value.Split(',') is var ids && ids.All(Ids.IsValid) ? With(query, ids) : null);

    public static readonly Parameter DateFrom = Day(
        "dateFrom",
        "Only matches that kicked off on this UTC day or later.",
        (query, day) => query with { DateFrom = day },
        query => query.DateFrom);

    public static readonly Parameter DateTo = Day(
        "dateTo",
        "Only matches that kicked off on this UTC day or earlier.",
        (query, day) => query with { DateTo = day },
        query => query.DateTo);

    public static readonly Parameter Provider = new(
        "provider",
        "Only the rows of models of this provider. Ranks stay those of the whole table.",
        new() { Type = JsonSchemaType.String, MinLength = 1, MaxLength = LongestName },
        $"must be the name of a provider, with at most {LongestName} characters",
        (query, value) => value.Length <= LongestName && !value.Any(char.IsControl) ? query with { Provider = value } : null,
        query => query.Provider is { } provider ? Uri.EscapeDataString(provider) : null);

    public static readonly Parameter MinPredictions = new(
        "minPredictions",
        "Only models with at least this many scored predictions. The others are not in the table, so ranks leave them out.",
        new() { Type = JsonSchemaType.Integer, Format = "int32", Minimum = "1", Maximum = "1000000", Default = 1 },
        "must be a whole number from 1 to 1000000",
        (query, value) => Numbers.Parse(value) is { } least and >= 1 and <= 1_000_000 ? query with { MinPredictions = (int)least } : null,
        query => query.MinPredictions == 1 ? null : query.MinPredictions.ToString(CultureInfo.InvariantCulture));

    public static readonly Parameter Order = new(
        "order",
        "`desc` lists the highest values of the metric first, `asc` the lowest. Ranks stay the same.",
        new() { Type = JsonSchemaType.String, Enum = ["desc", "asc"], Default = JsonValue.Create("desc") },
        "must be desc or asc",
        (query, value) => value is "asc" or "desc" ? query with { Ascending = value == "asc" } : null,
        query => query.Ascending ? "asc" : null);

    public static readonly Parameter Include = new(
        "include",
        "The parts of the page, separated by commas: `competitions`, `clubs`, `form`, `streaks`. The default is all. "
        + "Other parts are empty.",
        new() { Type = JsonSchemaType.String, Pattern = $"^({ModelPartNames.Alternatives})(,({ModelPartNames.Alternatives}))*$" },
        $"must be different words of {string.Join(", ", ModelPartNames.All)}, separated by commas",
        (query, value) => ModelPartNames.Parse(value) is { } parts ? query with { Include = parts } : null,
        query => query.Include == ModelParts.All ? null : string.Join(',', query.Include.Names()));

    /// <summary>The parameter <c>include</c> of tables. The key of a page has its value under <see cref="Include"/>.</summary>
    public static Parameter IncludeForm { get; } = new(
        "include",
        "`form` adds to each row the model's last ten scored predictions in these matches. The default is none.",
        new() { Type = JsonSchemaType.String, Enum = ["form"] },
        "must be form",
        (query, value) => value == "form" ? query with { Include = ModelParts.Form } : null);

    public static readonly Parameter By = new(
        "by",
        "An entry for each UTC day with matches (`day`), or for each matchday of one competition and season (`matchday`).",
        new() { Type = JsonSchemaType.String, Enum = ["day", "matchday"], Default = JsonValue.Create("day") },
        "must be day or matchday",
        (query, value) => value is "day" or "matchday" ? query with { ByMatchday = value == "matchday" } : null,
        query => query.ByMatchday ? "matchday" : null);

    public static readonly Parameter Since = new(
        "since",
        "Only corrections after this change number, from this UTC day on, or from this instant on "
        + "(RFC 3339, such as `2016-05-15T20:00:00Z`).",
        new()
        {
            Type = JsonSchemaType.String,
            Pattern = @"^(\d+|\d{4}-\d{2}-\d{2}([Tt]\d{2}:\d{2}:\d{2}(\.\d+)?([Zz]|[+-]\d{2}:\d{2}))?)$",
        },
        "must be a change number, a day as yyyy-MM-dd or an instant as 2016-05-15T20:00:00Z",
        (query, value) => Queries.Since.Parse(value) is { } since ? query with { Since = since } : null,
        query => query.Since?.ToString());

    public static readonly Parameter Metric = new(
        "metric",
        "The order: points per scored prediction, all points, right tendencies in percent, or exact scores.",
        new()
        {
            Type = JsonSchemaType.String,
            Enum = [.. MetricNames.All.Select(name => JsonValue.Create(name))],
            Default = JsonValue.Create(MetricNames.All[0]),
        },
        $"must be one of {string.Join(", ", MetricNames.All)}",
        (query, value) => MetricNames.Parse(value) is { } metric ? query with { Metric = metric } : null,
        query => query.Metric == default ? null : query.Metric.Name());

    public static readonly Parameter CompareTo = new(
        "compareTo",
        "The time of `previousRank`, `rankChange` and `trend`: before the latest UTC day with a match (`matchday`), "
        + "or at the beginning of this UTC day.",
        new() { Type = JsonSchemaType.String, Pattern = @"^(matchday|\d{4}-\d{2}-\d{2})$", Default = JsonValue.Create("matchday") },
        "must be matchday or a day as yyyy-MM-dd",
        (query, value) =>
            value == "matchday" ? query with { CompareTo = null }
            : Days.Parse(value) is { } day ? query with { CompareTo = day }
            : null,
        query => query.CompareTo?.ToString("O"));

    public static readonly Parameter Limit = RowsPerPage(100);

    /// <summary>The limit of the list of matches: a client that compares whole seasons with another source needs few requests.</summary>
    public static Parameter MatchLimit { get; } = RowsPerPage(2000);

    public static readonly Parameter Cursor = new(
        "cursor",
        "`meta.pagination.nextCursor` or `previousCursor` of a page. Keep all other parameters, except `around`: leave it out.",
        new() { Type = JsonSchemaType.String },
        "must be the nextCursor or previousCursor of a response to the same query",
        (query, value) => value.Length is > 0 and <= Cursors.LongestText ? query with { Cursor = value } : null,
        query => query.Cursor);

    public static readonly Parameter Around = Id(
        "around",
        "Returns the page around this model's row. Not with `model`, `models` or `cursor`.",
        (query, id) => query with { Around = id },
        query => query.Around);

    public static readonly Parameter MinVersion = new(
        "minVersion",
        "The lowest acceptable version of `meta.scope`, taken from `meta.version` or from `tags` of an event. "
        + "The service waits for it up to two seconds, then returns 503.",
        new() { Type = JsonSchemaType.Integer, Format = "int64", Minimum = "0" },
        "must be a whole number, 0 or more",
        (query, value) => Numbers.Parse(value) is { } version ? query with { MinVersion = version } : null);

    public static readonly Parameter LastEventId = new(
        "lastEventId",
        "The id of the last event received: the events missed since are sent first. "
        + "The header `Last-Event-ID`, which browsers send automatically, takes precedence.",
        new() { Type = JsonSchemaType.String },
        "must be the id of an event of this stream",
        (query, value) => Numbers.ParsePair(value) is { } id ? query with { LastEventId = id } : null);

    /// <summary>Read before the query, instead of a key.</summary>
    public static readonly Parameter Ticket = new(
        Tickets.Parameter,
        "Replaces the key for browsers' EventSource, which can't send one. Get it with `POST /api/stats/stream/tickets`.",
        new() { Type = JsonSchemaType.String },
        "",
        (query, _) => query);

    /// <summary>Ordered by name, as in the key of a page.</summary>
    public static readonly Parameter[] All =
    [
        Around, By, Club, CompareTo, Competition, Cursor, DateFrom, DateTo, Include, IsHome, LastEventId, Limit, Metric, MinPredictions,
        MinVersion, Model, Models, Order, Provider, Season, Since, Ticket,
    ];

    /// <summary>Whether a request without it is refused.</summary>
    public bool IsRequired { get; init; }

    public ParameterError Error => new(Name, $"{Name} {Expected}.");

    private static Parameter Id(string name, string description, Func<PageQuery, string, PageQuery> read, Func<PageQuery, string?> write) =>
        new(name, description, Ids.Schema(), Ids.Expected, (query, value) => Ids.IsValid(value) ? read(query, value) : null, write);

    private static Parameter RowsPerPage(int most) => new(
        "limit",
        "Rows per page.",
        new() { Type = JsonSchemaType.Integer, Format = "int32", Minimum = "1", Maximum = $"{most}", Default = PageQuery.DefaultLimit },
        $"must be a whole number from 1 to {most}",
        (query, value) => Numbers.Parse(value) is { } limit && limit >= 1 && limit <= most ? query with { Limit = (int)limit } : null,
        query => query.Limit == PageQuery.DefaultLimit ? null : query.Limit.ToString(CultureInfo.InvariantCulture));

    private static Parameter Day(
        string name, string description, Func<PageQuery, DateOnly, PageQuery> read, Func<PageQuery, DateOnly?> write) => new(
        name,
        description,
        new() { Type = JsonSchemaType.String, Format = "date" },
        "must be a day as yyyy-MM-dd",
        (query, value) => Days.Parse(value) is { } day ? read(query, day) : null,
        query => write(query)?.ToString("O"));

    /// <summary>Adds models to a query.</summary>
    // With one too many the query is refused, so further ones need no sorting.
    public static PageQuery With(PageQuery query, IEnumerable<string> models) => query.Models.Count > MostModels ? query
        : query with { Models = [.. query.Models.Concat(models).Distinct().Order(StringComparer.Ordinal)] };
}
