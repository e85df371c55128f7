using Microsoft.Net.Http.Headers;

namespace StatsApi.ApiKeys;

/// <summary>Reads a request's credentials: a bearer key (RFC 6750), or a ticket where one is accepted.</summary>
internal static class Credentials
{
    /// <summary>The challenge for an invalid key or ticket (RFC 6750, section 3).</summary>
    public const string Invalid =
        "Bearer realm=\"stats\", error=\"invalid_token\", error_description=\"The key or ticket is unknown, used or expired.\"";

    /// <summary>
    /// The maximum length of an address in bytes: more than all filters, a hundred models and a cursor. A longer one is refused, and not
    /// searched for a ticket.
    /// </summary>
    public const int LongestTarget = 16 * 1024;

    private const string Scheme = "Bearer ";

    /// <returns>Null if there is none.</returns>
    public static string? Token(HttpRequest request)
    {
        var header = request.Headers[HeaderNames.Authorization].ToString();
        return header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? header[Scheme.Length..].Trim() : null;
    }

    /// <returns>Null if there is none, or if the endpoint accepts none.</returns>
    public static string? Ticket(HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<TicketsAccepted>() is not null
        && context.Request.QueryString.Value?.Length <= LongestTarget
        && context.Request.Query.TryGetValue(Tickets.Parameter, out var ticket) ? ticket.ToString() : null;
}
