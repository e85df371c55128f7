namespace StatsApi.LiveUpdates;

/// <summary>Responds with a stream of events.</summary>
internal sealed class StreamResult(ClientStreams streams, Subscription client, StreamLimiter.Permit permit, EventId? after) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        using (permit)
            await streams.SendAsync(httpContext, client, after);
    }
}
