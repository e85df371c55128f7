using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace StatsApi.Keys;

/// <summary>Bearer keys as in RFC 6750. Bodies of refusals are written by <c>Problems</c>.</summary>
internal sealed class KeyHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logs, UrlEncoder encoder, KeyRing keys, Tickets tickets, TimeProvider time)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logs, encoder)
{
    public const string Bearer = "Bearer";

    public const string ScopeClaim = "scope";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (!IsGiven)
            return Task.FromResult(AuthenticateResult.NoResult());
        var now = time.GetUtcNow();
        if ((Token() is { } token ? keys.Find(token, now) : tickets.Read(Ticket()!, now)) is not { } key)
            return Task.FromResult(AuthenticateResult.Fail("No such key or ticket, or one that has expired."));

        Context.Features.Set(key);
        return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(key.User, Scheme.Name)));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = StatusCodes.Status401Unauthorized;
        Response.Headers.WWWAuthenticate = IsGiven
            ? "Bearer realm=\"stats\", error=\"invalid_token\", error_description=\"The key or ticket is unknown or has expired.\""
            : "Bearer realm=\"stats\"";
        return Task.CompletedTask;
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = StatusCodes.Status403Forbidden;
        Response.Headers.WWWAuthenticate = $"Bearer realm=\"stats\", error=\"insufficient_scope\", scope=\"{KeyRing.ReadScope}\"";
        return Task.CompletedTask;
    }

    private bool IsGiven => Token() is not null || Ticket() is not null;

    private string? Ticket() => Context.GetEndpoint()?.Metadata.GetMetadata<TicketsAccepted>() is not null
        && Request.Query.TryGetValue(Tickets.Parameter, out var ticket) ? ticket.ToString() : null;

    private string? Token()
    {
        var header = Request.Headers[HeaderNames.Authorization].ToString();
        return header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? header["Bearer ".Length..].Trim() : null;
    }
}
