using StatsApi.Queries;

namespace StatsApi.Pages;

/// <summary>
/// The header field <c>Link</c> (RFC 8288), which leads to the next page whoever doesn't look into bodies. Its target has neither scheme
/// nor host: behind a proxy this service doesn't know its own.
/// </summary>
internal static class NextLink
{
    /// <returns>Null on the last page, and on pages that are no lists.</returns>
    public static string? Of(HttpRequest request, PageQuery query, ReadOnlySpan<byte> body) => Envelope.NextCursorOf(body) is { } cursor
        ? $"<{request.PathBase}{request.Path}?{CanonicalQuery.Next(query, cursor)}>; rel=\"next\""
        : null;
}
