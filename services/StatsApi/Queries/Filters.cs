using System.Text.Json.Serialization;

namespace StatsApi.Queries;

/// <summary>The filters that an answer is about, as its <c>meta</c> repeats them: those named, and the metric where there is one.</summary>
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
    public static Filters None { get; } = new();

    public static Filters Of(PageQuery query) => new(
        query.Season,
        query.Competition,
        query.Club,
        query.IsHome,
        query.Models.Count == 0 ? null : query.Models,
        query.DateFrom,
        query.DateTo,
        query.Metric.Name(),
        CompareTo: query.CompareTo,
        Around: query.Around);
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Filters))]
internal sealed partial class FiltersJson : JsonSerializerContext;
