using System.Text.Json.Serialization;
using StatsApi.Queries;

namespace StatsApi.Pages;

/// <summary>A page with its metadata.</summary>
// Only for the API description. Envelope writes the body.
internal sealed record Page<T>(T Data, Meta Meta)
    where T : notnull;

/// <summary>The scope, state and filters of a page.</summary>
/// <param name="GeneratedAt">When it was read from the database (UTC).</param>
/// <param name="Cached">Whether it came from the cache.</param>
/// <param name="Scope">The scope that it depends on, for example <c>competition:en.1@2015-16</c>.</param>
/// <param name="Version">The version of that scope, as in <c>minVersion</c> and in the stream's events.</param>
/// <param name="Filters">The filters in effect.</param>
/// <param name="Pagination">The position in a list; null on pages that aren't lists.</param>
/// <param name="UnknownIds">The values of filters (ids, seasons and providers) that no known match or model has.</param>
internal sealed record Meta(
    DateTime GeneratedAt,
    bool Cached,
    string Scope,
    long Version,
    Filters Filters,
    Pagination? Pagination,
    IReadOnlyList<string> UnknownIds);

/// <summary>The position of a page in a list.</summary>
/// <param name="TotalCount">Rows on all pages.</param>
/// <param name="HasMore">Whether there is a next page.</param>
/// <param name="NextCursor">The cursor of the next page; null on the last page.</param>
/// <param name="Limit">Rows per page.</param>
/// <param name="Consistent">Whether the data has not changed since the first page.</param>
/// <param name="PreviousCursor">The cursor of the previous page; null on the first page.</param>
internal sealed record Pagination(long TotalCount, bool HasMore, string? NextCursor, int Limit, bool Consistent, string? PreviousCursor);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Pagination))]
internal sealed partial class PaginationJson : JsonSerializerContext;
