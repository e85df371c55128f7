using Microsoft.Net.Http.Headers;

namespace StatsApi.Keys;

/// <summary>What a request has to show: a bearer key as in RFC 6750, or a ticket where one is accepted.</summary>
internal static class Credentials
{
    private const string Scheme = "Bearer ";

    /// <returns>Null if there is none.</returns>
    public static string? Token(HttpRequest request)
    {
        var header = request.Headers[HeaderNames.Authorization].ToString();
        return header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? header[Scheme.Length..].Trim() : null;
    }

    /// <returns>Null if there is none, or if none is accepted here.</returns>
    public static string? Ticket(HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<TicketsAccepted>() is not null
        && context.Request.Query.TryGetValue(Tickets.Parameter, out var ticket) ? ticket.ToString() : null;
}
