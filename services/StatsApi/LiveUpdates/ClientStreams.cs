using Microsoft.AspNetCore.Http.Features;

namespace StatsApi.LiveUpdates;

/// <summary>Sends each client its events until it disconnects, is too slow, loses its key, or the process stops.</summary>
internal sealed class ClientStreams(
    ChangeTail tail, CatchUp catchUp, KeyRing keys, IOptions<LiveUpdatesOptions> options, StreamDiagnostics diagnostics,
    IHostApplicationLifetime lifetime, TimeProvider time)
{
    /// <param name="client">The client's subscription, which ends with the stream.</param>
    /// <param name="after">The last event that the client received; null for a new client.</param>
    public async Task SendAsync(HttpContext httpContext, Subscription client, EventId? after)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(
            httpContext.RequestAborted, lifetime.ApplicationStopping, client.Dropped);
        var connection = new ClientConnection(httpContext.Response.BodyWriter, diagnostics, end.Token);
        try
        {
            Describe(httpContext);
            await connection.BeginAsync();
            await foreach (var live in catchUp.EventsAsync(client, after, end.Token))
                await connection.SendAsync(live);
            await FollowAsync(connection, client, httpContext.Features.Get<ApiKey>()!, end.Token);
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
        }
        catch (DatabaseUnavailableException)
        {
            // While sending missed events: the client reconnects and continues after its last event.
        }
        finally
        {
            tail.Leave(client);
            // Data that the client does not read would delay the end of the response, and so the shutdown.
            if (connection.IsStuck)
                httpContext.Abort();
        }
    }

    private async Task FollowAsync(ClientConnection connection, Subscription client, ApiKey key, CancellationToken end)
    {
        using var timer = new PeriodicTimer(options.Value.Heartbeat, time);
        var (more, beat) = (client.WaitAsync(end), timer.WaitForNextTickAsync(end).AsTask());
        while (true)
        {
            await Task.WhenAny(more, beat);
            if (more.IsCompleted)
            {
                await more;
                while (client.TryTake(out var live))
                    await connection.SendAsync(live);
                more = client.WaitAsync(end);
            }
            if (beat.IsCompleted)
            {
                await beat;
                if (!keys.MayStillRead(key, time.GetUtcNow()))
                {
                    diagnostics.KeyEnded();
                    return;
                }
                // Read before the queue is seen empty: then all events up to here have been sent.
                var passed = client.Passed;
                await connection.BeatAsync(client.IsEmpty ? passed : null);
                beat = timer.WaitForNextTickAsync(end).AsTask();
            }
        }
    }

    private static void Describe(HttpContext httpContext)
    {
        var headers = httpContext.Response.Headers;
        headers.ContentType = "text/event-stream";
        headers.CacheControl = "no-store, no-transform";
        // Tells nginx and similar proxies not to buffer.
        headers["X-Accel-Buffering"] = "no";
        // Request durations must not include streams.
        if (httpContext.Features.Get<IHttpMetricsTagsFeature>() is { } metrics)
            metrics.MetricsDisabled = true;
    }
}
