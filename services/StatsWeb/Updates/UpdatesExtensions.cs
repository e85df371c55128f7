using System.Threading.Channels;
using Microsoft.Extensions.Options;
using ServiceDefaults;

namespace StatsWeb.Updates;

internal static class UpdatesExtensions
{
    /// <summary>Where browsers listen.</summary>
    public const string Path = "/updates";

    public static void AddUpdates(this WebApplicationBuilder builder)
    {
        builder.AddSettings<UpdateOptions>(UpdateOptions.Section);
        builder.Services.AddSingleton<Listeners>();
        builder.Services.AddSingleton<Freshness>();
        builder.Services.AddSingleton<ChangeFeed>();
        builder.Services.AddHostedService(services => services.GetRequiredService<ChangeFeed>());
    }

    /// <summary>Server-sent events: <c>state</c> (whether changes are told), <c>change</c>, <c>reset</c> (read everything again).</summary>
    public static void MapUpdates(this WebApplication app) => app.MapGet(Path, SendAsync);

    // A browser that connects for the first time sends the place of its page instead of an event's id.
    private static async Task SendAsync(
        HttpContext context, string? after, Listeners listeners, IOptions<UpdateOptions> options, TimeProvider time,
        IHostApplicationLifetime lifetime, CancellationToken cancellationToken)
    {
        if (listeners.Join((string?)context.Request.Headers["Last-Event-ID"] ?? after) is not { } listener)
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            context.Response.Headers.RetryAfter = "5";
            return;
        }
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime.ApplicationStopping);
        try
        {
            context.Response.ContentType = "text/event-stream";
            context.Response.Headers.CacheControl = "no-store";
            // nginx buffers streams unless told not to.
            context.Response.Headers["X-Accel-Buffering"] = "no";
            await context.Response.Body.WriteAsync("retry: 1000\n\n"u8.ToArray(), end.Token);
            await WriteAsync(context.Response.Body, listener.Reader, options.Value.Heartbeat, time, end.Token);
        }
        catch (OperationCanceledException)
        {
            // The browser left, or the service ends.
        }
        finally
        {
            listeners.Leave(listener);
        }
    }

    // Writes each event, and a comment after a silence, until the browser was too slow.
    private static async Task WriteAsync(
        Stream body, ChannelReader<byte[]> reader, TimeSpan heartbeat, TimeProvider time, CancellationToken cancellationToken)
    {
        while (true)
        {
            while (reader.TryRead(out var frame))
                await body.WriteAsync(frame, cancellationToken);
            await body.FlushAsync(cancellationToken);
            // One wait for all heartbeats: the channel keeps each wait until the next event.
            var isMore = reader.WaitToReadAsync(cancellationToken).AsTask();
            while (await IsSilentAsync(isMore, heartbeat, time, cancellationToken))
            {
                await body.WriteAsync(": heartbeat\n\n"u8.ToArray(), cancellationToken);
                await body.FlushAsync(cancellationToken);
            }
            if (!await isMore)
                return;
        }
    }

    private static async Task<bool> IsSilentAsync(Task next, TimeSpan patience, TimeProvider time, CancellationToken cancellationToken)
    {
        try
        {
            await next.WaitAsync(patience, time, cancellationToken);
            return false;
        }
        catch (TimeoutException)
        {
            return true;
        }
    }
}
