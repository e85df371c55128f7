using System.Text.Json.Serialization;
using StatsApi.Queries;

namespace StatsApi.Pages;

/// <summary>A page, and what it is about.</summary>
// Envelope writes it; only the description of the API is made from this type.
internal sealed record Page<T>(T Data, Meta Meta)
    where T : notnull;

/// <summary>What a page is about, and which state of the statistics it shows.</summary>
/// <param name="GeneratedAt">When it was read from the database (UTC).</param>
/// <param name="Cached">Whether it came from the cache.</param>
/// <param name="Scope">What it depends on, for example <c>competition:en.1@2015-16</c>.</param>
/// <param name="Version">The version of that scope: what <c>minVersion</c> means, and what the stream's events name.</param>
/// <param name="Filters">The filters in effect.</param>
/// <param name="Pagination">Where in a list the page is; null on pages that aren't lists.</param>
internal sealed record Meta(DateTime GeneratedAt, bool Cached, string Scope, long Version, Filters Filters, Pagination? Pagination);

/// <summary>Where in a list a page is.</summary>
/// <param name="TotalCount">Rows on all pages.</param>
/// <param name="HasMore">Whether there is a next page.</param>
/// <param name="NextCursor">Leads there; null on the last page.</param>
/// <param name="Limit">Rows on one page.</param>
/// <param name="Consistent">Whether nothing changed since the first page.</param>
internal sealed record Pagination(long TotalCount, bool HasMore, string? NextCursor, int Limit, bool Consistent);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Pagination))]
internal sealed partial class PaginationJson : JsonSerializerContext;
