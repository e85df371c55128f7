using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using StatsApi.ApiKeys;
using StatsApi.Database;

namespace StatsApi.LiveUpdates;

/// <summary>Sends each client its events until it goes, is too slow, loses its key, or the process ends.</summary>
internal sealed class ClientStreams(
    ChangeTail tail, CatchUp catchUp, KeyRing keys, IOptions<LiveUpdatesOptions> options, StreamDiagnostics diagnostics,
    IHostApplicationLifetime lifetime, TimeProvider time)
{
    /// <param name="httpContext">The client's request.</param>
    /// <param name="client">Its subscription; it ends with the stream.</param>
    /// <param name="after">The last event that it got; null if it comes for the first time.</param>
    public async Task SendAsync(HttpContext httpContext, Subscription client, EventId? after)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(httpContext.RequestAborted, lifetime.ApplicationStopping, client.Dropped);
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
            // In the middle of what was missed: the client comes again and goes on from where it is.
        }
        finally
        {
            tail.Leave(client);
            // What a client doesn't take would hold up the end of its answer, and so that of the process.
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
                // In this order: what was passed before the queue was seen empty has been sent.
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
        // nginx and its relatives take it for "don't buffer".
        headers["X-Accel-Buffering"] = "no";
        // A stream of an hour is no slow answer.
        if (httpContext.Features.Get<IHttpMetricsTagsFeature>() is { } metrics)
            metrics.MetricsDisabled = true;
    }
}
