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

    private static async Task SendAsync(
        HttpContext context, Listeners listeners, IOptions<UpdateOptions> options, TimeProvider time, IHostApplicationLifetime lifetime,
        CancellationToken cancellationToken)
    {
        if (listeners.Join(context.Request.Headers["Last-Event-ID"]) is not { } listener)
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
            while (await NextAsync(listener.Reader, options.Value.Heartbeat, time, end.Token) is { } frame)
            {
                await context.Response.Body.WriteAsync(frame, end.Token);
                await context.Response.Body.FlushAsync(end.Token);
            }
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

    // The next event, a comment after a silence, or null when the browser was too slow.
    private static async Task<byte[]?> NextAsync(
        System.Threading.Channels.ChannelReader<byte[]> reader, TimeSpan heartbeat, TimeProvider time, CancellationToken cancellationToken)
    {
        if (reader.TryRead(out var frame))
            return frame;
        try
        {
            return await reader.WaitToReadAsync(cancellationToken).AsTask().WaitAsync(heartbeat, time, cancellationToken) && reader.TryRead(out frame) ? frame : null;
        }
        catch (TimeoutException)
        {
            return ": heartbeat\n\n"u8.ToArray();
        }
    }
}
