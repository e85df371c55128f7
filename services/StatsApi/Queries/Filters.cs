using System.Text.Json.Serialization;

namespace StatsApi.Queries;

/// <summary>The filters that an answer is about, as its <c>meta</c> repeats them: those named, and the metric where there is one.</summary>
/// <param name="Season">As asked for.</param>
/// <param name="Competition">As asked for.</param>
/// <param name="Club">As asked for.</param>
/// <param name="IsHome">As asked for.</param>
/// <param name="Model">The models asked for by <c>model</c> and <c>models</c>, each once.</param>
/// <param name="DateFrom">As asked for.</param>
/// <param name="DateTo">As asked for.</param>
/// <param name="Metric">What the table is ranked by.</param>
/// <param name="Since">As asked for.</param>
/// <param name="CompareTo">The day asked for; left out for the latest matchday.</param>
/// <param name="Around">As asked for.</param>
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
    string? Around = null)
{
    /// <param name="query">What was asked for.</param>
    /// <param name="parameters">What its endpoint takes.</param>
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
        query.Around);
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Filters))]
internal sealed partial class FiltersJson : JsonSerializerContext;
