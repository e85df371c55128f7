using System.Collections.Frozen;
using System.Globalization;
using StatsApi.ApiKeys;

namespace StatsApi.Queries;

/// <summary>One parameter of the query string.</summary>
/// <param name="Name">Its name; case matters.</param>
/// <param name="Expected">What its value must be, said after its name.</param>
/// <param name="Read">The query with the value taken in, or null if the value is bad.</param>
internal sealed record Parameter(string Name, string Expected, Func<PageQuery, string, PageQuery?> Read)
{
    public const int MostModels = 100;

    private const string Id = "must be an id: 1 to 128 letters, digits and . _ : -";
    private const string Day = "must be a day as yyyy-MM-dd";

    public static readonly Parameter Model = new("model", Id, (query, value) => Ids.IsValid(value) ? With(query, [value]) : null);

    /// <summary>All that any endpoint knows.</summary>
    public static readonly FrozenDictionary<string, Parameter> ByName = new Parameter[]
    {
        new("season", Id, (query, value) => Ids.IsValid(value) ? query with { Season = value } : null),
        new("competition", Id, (query, value) => Ids.IsValid(value) ? query with { Competition = value } : null),
        new("club", Id, (query, value) => Ids.IsValid(value) ? query with { Club = value } : null),
        new("isHome", "must be true or false", (query, value) =>
            value is "true" or "false" ? query with { IsHome = value == "true" } : null),
        Model,
        new("models", "must be ids with a comma between them", (query, value) =>
            value.Split(',') is var ids && ids.All(Ids.IsValid) ? With(query, ids) : null),
        new("dateFrom", Day, (query, value) => DayOf(value) is { } day ? query with { DateFrom = day } : null),
        new("dateTo", Day, (query, value) => DayOf(value) is { } day ? query with { DateTo = day } : null),
        new("since", "must be a change number or a day as yyyy-MM-dd", (query, value) =>
            Since.Parse(value) is { } since ? query with { Since = since } : null),
        new("metric", "must be one of avgPoints, totalPoints, accuracy, exactScores", (query, value) =>
            MetricNames.Parse(value) is { } metric ? query with { Metric = metric } : null),
        new("compareTo", "must be matchday or a day as yyyy-MM-dd", (query, value) =>
            value == "matchday" ? query with { CompareTo = null }
            : DayOf(value) is { } day ? query with { CompareTo = day }
            : null),
        new("limit", "must be a whole number from 1 to 100", (query, value) =>
            Numbers.Parse(value) is { } limit and >= 1 and <= 100 ? query with { Limit = (int)limit } : null),
        new("cursor", Cursors.Expected, (query, value) =>
            value.Length is > 0 and <= Cursors.LongestText ? query with { Cursor = value } : null),
        new("around", Id, (query, value) => Ids.IsValid(value) ? query with { Around = value } : null),
        new("minVersion", "must be a whole number from 0 on", (query, value) =>
            Numbers.Parse(value) is { } version ? query with { MinVersion = version } : null),
        new("lastEventId", LiveUpdates.EventId.Expected, (query, value) => LiveUpdates.EventId.Parse(value) is { } place ? query with { LastEventId = place } : null),
        // Read already, in place of a key.
        new(Tickets.Parameter, "", (query, _) => query),
    }.ToFrozenDictionary(parameter => parameter.Name, StringComparer.Ordinal);

    // With one too many it is refused: no more need sorting.
    private static PageQuery With(PageQuery query, IEnumerable<string> models) => query.Models.Count > MostModels ? query
        : query with { Models = [.. query.Models.Concat(models).Distinct().Order(StringComparer.Ordinal)] };

    private static DateOnly? DayOf(string value) =>
        DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
