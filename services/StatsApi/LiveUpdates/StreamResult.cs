namespace StatsApi.LiveUpdates;

/// <summary>Answers with a stream of events.</summary>
internal sealed class StreamResult(ClientStreams streams, Subscription client, Place? after) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext) => streams.SendAsync(httpContext, client, after);
}
