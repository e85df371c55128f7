namespace StatsApi.ApiKeys;

/// <summary>Finds out whose a request is: its <see cref="ApiKey"/> becomes a feature of it. Nobody is turned away here.</summary>
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
        // The stream that it opens uses it.
        context.Features.Set(ticket);
        return ticket.Key;
    }
}
