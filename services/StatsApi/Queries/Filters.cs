using System.Text.Json.Serialization;

namespace StatsApi.Queries;

/// <summary>The filters in effect: those given, and the metric of tables.</summary>
/// <param name="Season">The parameter <c>season</c>.</param>
/// <param name="Competition">The parameter <c>competition</c>.</param>
/// <param name="Club">The parameter <c>club</c>.</param>
/// <param name="IsHome">The parameter <c>isHome</c>.</param>
/// <param name="Model">The models in <c>model</c> and <c>models</c>, each once.</param>
/// <param name="DateFrom">The parameter <c>dateFrom</c>.</param>
/// <param name="DateTo">The parameter <c>dateTo</c>.</param>
/// <param name="Metric">The metric that ranks the table.</param>
/// <param name="Since">The parameter <c>since</c>.</param>
/// <param name="CompareTo">The day in <c>compareTo</c>; left out for the latest match day.</param>
/// <param name="Around">The parameter <c>around</c>.</param>
/// <param name="Provider">The parameter <c>provider</c>.</param>
/// <param name="MinPredictions">The parameter <c>minPredictions</c>.</param>
/// <param name="Order">The parameter <c>order</c>; left out for the default.</param>
/// <param name="By">What the history has an entry for.</param>
/// <param name="Include">The parts in <c>include</c>; left out for all.</param>
internal sealed record Filters(
    string? Season = null,
    string? Competition = null,
    string? Club = null,
    bool? IsHome = null,
    IReadOnlyList<string>? Model = null,
    DateOnly? DateFrom = null,
    DateOnly? DateTo = null,
    string? Metric = null,
    string? Since = null,
    DateOnly? CompareTo = null,
    string? Around = null,
    string? Provider = null,
    int? MinPredictions = null,
    string? Order = null,
    string? By = null,
    IReadOnlyList<string>? Include = null)
{
    /// <param name="query">The parsed query.</param>
    /// <param name="parameters">The parameters of the endpoint.</param>
    public static Filters Of(PageQuery query, IReadOnlyList<Parameter> parameters) => new(
        query.Season,
        query.Competition,
        query.Club,
        query.IsHome,
        query.Models.Count == 0 ? null : query.Models,
        query.DateFrom,
        query.DateTo,
        parameters.Contains(Parameter.Metric) ? query.Metric.Name() : null,
        query.Since?.ToString(),
        query.CompareTo,
        query.Around,
        query.Provider,
        query.MinPredictions > 1 ? query.MinPredictions : null,
        query.Ascending ? "asc" : null,
        parameters.Contains(Parameter.By) ? query.ByMatchday ? "matchday" : "day" : null,
        query.Include == ModelParts.All ? null : query.Include.Names());
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Filters))]
internal sealed partial class FiltersJson : JsonSerializerContext;
