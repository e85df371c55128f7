using System.Text.Json.Serialization.Metadata;
using StatsApi.Queries;

namespace StatsApi.Pages;

/// <summary>What an endpoint made of a snapshot.</summary>
/// <param name="Data">The <c>data</c> of the envelope.</param>
/// <param name="Json">How it is written.</param>
/// <param name="Filters">The filters in effect.</param>
/// <param name="Pagination">Null on pages that aren't lists.</param>
/// <param name="Lifetime">How long it may be kept.</param>
internal sealed record Content(object Data, JsonTypeInfo Json, Filters Filters, Pagination? Pagination, Lifetime Lifetime);

/// <summary>Where in a list a page is.</summary>
/// <param name="TotalCount">Rows on all pages.</param>
/// <param name="HasMore">Whether there is a next page.</param>
/// <param name="NextCursor">Leads there; null on the last page.</param>
/// <param name="Limit">Rows on one page.</param>
/// <param name="Consistent">Whether nothing changed since the first page.</param>
internal sealed record Pagination(long TotalCount, bool HasMore, string? NextCursor, int Limit, bool Consistent);
