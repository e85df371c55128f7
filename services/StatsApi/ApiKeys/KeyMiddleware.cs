namespace StatsApi.ApiKeys;

/// <summary>Finds the <see cref="ApiKey"/> of a request and sets it as a feature. It refuses no request.</summary>
internal sealed class KeyMiddleware(RequestDelegate next, KeyRing keys, Tickets tickets, UsedTickets used, TimeProvider time)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (Find(context) is { } key)
            context.Features.Set(key);
        return next(context);
    }

    private ApiKey? Find(HttpContext context)
    {
        if (Credentials.Token(context.Request) is { } token)
            return keys.Find(token, time.GetUtcNow());
        if (Credentials.Ticket(context) is not { } text || tickets.Read(text, time.GetUtcNow()) is not { } ticket || used.Knows(ticket))
            return null;
        // The endpoint of the stream uses it up.
        context.Features.Set(ticket);
        return ticket.Key;
    }
}
