using System.Globalization;
using System.Text.Json.Nodes;
using Stats.IntegrationTests.Oracle;

namespace Stats.IntegrationTests.Api;

/// <summary>A request for one of the four tables, and the rows that the oracle expects.</summary>
/// <param name="Kind">The endpoint. For <c>competition</c> and <c>club</c>, the scope's id is in the path.</param>
internal sealed record AskedTable(string Kind, OracleScope Scope)
{
    public string Metric { get; init; } = "avgPoints";

    public DateOnly? CompareTo { get; init; }

    public IReadOnlyList<string> Models { get; init; } = [];

    public string? Around { get; init; }

    public int? Limit { get; init; }

    public int MinPredictions { get; init; } = 1;

    public string? Provider { get; init; }

    public bool IsAscending { get; init; }

    /// <summary>Whether one <c>models</c> parameter lists the models, rather than repeated <c>model</c> parameters.</summary>
    public bool InOneList { get; init; }

    private int PageSize => Limit ?? 50;

    /// <summary>A random combination of filters, sometimes with an unknown id.</summary>
    public static AskedTable Any(Random random)
    {
        T Pick<T>(params T[] from) => from[random.Next(from.Length)];
        string? Maybe(string[] names, string unknown) => random.Next(3) == 0 ? random.Next(12) == 0 ? unknown : Pick(names) : null;
        DateOnly? Day(int oneIn) => random.Next(oneIn) == 0
            ? DateOnly.FromDateTime(MadeUpLeagues.FirstDay.UtcDateTime).AddDays(random.Next(-2, 36))
            : null;

        var kind = Pick("overall", "leaderboard", "competition", "club");
        var club = kind == "club" ? Pick(MadeUpLeagues.Clubs) : Maybe(MadeUpLeagues.Clubs, "nobody");
        var (from, to) = (Day(3), Day(3));
        var asked = new AskedTable(kind, new OracleScope(
            Maybe(MadeUpLeagues.Seasons, "1999-00"),
            kind == "competition" ? Pick(MadeUpLeagues.Competitions) : Maybe(MadeUpLeagues.Competitions, "zz.9"),
            club,
            club is null || random.Next(2) == 0 ? null : random.Next(2) == 0,
            from,
            from > to ? null : to))
        {
            Metric = Pick("avgPoints", "totalPoints", "accuracy", "exactScores"),
            CompareTo = Day(2),
            Limit = random.Next(3) == 0 ? null : random.Next(1, 8),
            InOneList = random.Next(2) == 0,
        };
        var variant = random.Next(4);
        asked = asked with
        {
            MinPredictions = random.Next(3) == 0 ? random.Next(1, 12) : 1,
            IsAscending = random.Next(3) == 0,
            Provider = variant == 0 || random.Next(4) > 0 ? null
                : random.Next(12) == 0 ? "nobody else"
                : MadeUpLeagues.ProviderOf(Pick(MadeUpLeagues.Models)),
        };
        return variant switch
        {
            0 => asked with { Around = random.Next(12) == 0 ? "nobody" : Pick(MadeUpLeagues.Models) },
            1 => asked with
            {
                Models = [.. random.GetItems(MadeUpLeagues.Models, random.Next(1, 4)).Distinct().Order(StringComparer.Ordinal)],
            },
            _ => asked,
        };
    }

    /// <summary>The address, with its parameters in random order. Default values are sometimes left out.</summary>
    public string Path(Random random)
    {
        List<string> query =
        [
            .. Scope.Query(withCompetition: Kind != "competition", withClub: Kind != "club")
                .Split('&', StringSplitOptions.RemoveEmptyEntries),
            .. Metric == "avgPoints" && random.Next(2) == 0 ? [] : new[] { $"metric={Metric}" },
            .. InOneList && Models.Count > 0 ? [$"models={string.Join(',', Models)}"] : Models.Select(model => $"model={model}"),
        ];
        if (CompareTo is { } day)
            query.Add($"compareTo={day:yyyy-MM-dd}");
        else if (random.Next(4) == 0)
            query.Add("compareTo=matchday");
        if (Around is not null)
            query.Add($"around={Around}");
        if (Limit is { } limit)
            query.Add($"limit={limit}");
        if (MinPredictions > 1)
            query.Add($"minPredictions={MinPredictions}");
        if (Provider is not null)
            query.Add($"provider={Uri.EscapeDataString(Provider)}");
        if (IsAscending)
            query.Add("order=asc");
        if (random.Next(4) == 0 && Scope.Season is null)
            query.Add("season=");
        var parameters = query.ToArray();
        random.Shuffle(parameters);
        var id = Kind switch { "competition" => "/" + Scope.Competition, "club" => "/" + Scope.Club, _ => "" };
        return $"{Kind}{id}{(parameters.Length == 0 ? "" : "?")}{string.Join('&', parameters)}";
    }

    /// <summary>The rows of the first page and of all pages after it.</summary>
    public IReadOnlyList<IReadOnlyList<OracleRow>> Pages(SeasonOracle oracle)
    {
        var wanted = Wanted(oracle);
        var first = Begin(oracle);
        return first is null || wanted.Count == 0 ? [[]] : [.. wanted.Skip(first.Value).Chunk(PageSize)];
    }

    /// <summary>The page before the one that begins with a row.</summary>
    public IReadOnlyList<OracleRow> PageBefore(SeasonOracle oracle, int begin)
    {
        var wanted = Wanted(oracle);
        return [.. wanted.Take(begin).TakeLast(PageSize)];
    }

    /// <summary>The number of rows before the first page; null if its model is unknown.</summary>
    public int? Begin(SeasonOracle oracle) => Around is null ? 0 : BeginAround(Wanted(oracle));

    /// <summary>The values of filters that are unknown.</summary>
    public IEnumerable<string> UnknownIds() => new (string? Value, bool Known)[]
    {
        (Scope.Competition, MadeUpLeagues.Competitions.Contains(Scope.Competition)),
        (Scope.Club, MadeUpLeagues.Clubs.Contains(Scope.Club)),
        (Scope.Season, MadeUpLeagues.Seasons.Contains(Scope.Season)),
        (Provider, MadeUpLeagues.Models.Select(MadeUpLeagues.ProviderOf).Contains(Provider)),
        (Around, MadeUpLeagues.Models.Contains(Around)),
    }.Where(filter => filter is { Value: not null, Known: false }).Select(filter => filter.Value!);

    public int TotalCount(SeasonOracle oracle) => Wanted(oracle).Count;

    /// <summary>The filters as the response repeats them.</summary>
    public JsonObject Filters(bool withAround)
    {
        var filters = new JsonObject();
        void Add(string name, JsonNode? value)
        {
            if (value is not null)
                filters[name] = value;
        }
        Add("season", Scope.Season);
        Add("competition", Kind == "competition" ? null : Scope.Competition);
        Add("club", Kind == "club" ? null : Scope.Club);
        Add("isHome", Scope.IsHome);
        Add("model", Models.Count == 0 ? null : new JsonArray([.. Models.Select(model => (JsonNode)model)]));
        Add("dateFrom", Text(Scope.From));
        Add("dateTo", Text(Scope.To));
        Add("metric", Metric);
        Add("compareTo", Text(CompareTo));
        Add("around", withAround ? Around : null);
        Add("provider", Provider);
        Add("minPredictions", MinPredictions > 1 ? MinPredictions : null);
        Add("order", IsAscending ? "asc" : null);
        return filters;
    }

    private IReadOnlyList<OracleRow> Wanted(SeasonOracle oracle)
    {
        var rows = oracle.Table(Scope, Metric, CompareTo, MinPredictions)
            .Where(row => (Models.Count == 0 || Models.Contains(row.ModelId)) && (Provider is null || row.Provider == Provider));
        return [.. IsAscending ? rows.OrderByDescending(row => row.Rank).ThenBy(row => row.ModelId, StringComparer.Ordinal) : rows];
    }

    // The model's row is in the middle, or the upper middle, of the page. The page is full if the table has enough rows.
    private int? BeginAround(IReadOnlyList<OracleRow> table)
    {
        var place = table.ToList().FindIndex(row => row.ModelId == Around);
        if (place < 0)
            return null;
        var begin = place;
        for (var (above, below) = (0, 0); above + below < PageSize - 1 && (begin > 0 || place + below < table.Count - 1);)
        {
            if (place + below < table.Count - 1 && (below <= above || begin == 0))
                below++;
            else if (begin > 0)
                (above, begin) = (above + 1, begin - 1);
            else
                break;
        }
        return begin;
    }

    private static string? Text(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
