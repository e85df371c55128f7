using System.IO.Pipelines;
using System.Text;

namespace StatsApi.LiveUpdates;

/// <summary>Where one client's events are written. Each write waits until the client, or the buffers on the way to it, have taken it.</summary>
internal sealed class ClientConnection(PipeWriter body, StreamDiagnostics diagnostics, CancellationToken end)
{
    // Browsers come again after this many ms.
    private static readonly byte[] Retry = Encoding.ASCII.GetBytes("retry: 2000\n\n");

    /// <summary>Whether a write was given up.</summary>
    public bool IsStuck { get; private set; }

    public Task BeginAsync() => WriteAsync(Retry);

    public async Task SendAsync(LiveEvent live)
    {
        await WriteAsync(live.Frame);
        diagnostics.Sent(live);
    }

    /// <summary>A comment, and an id without data, which moves the client's place on without an event.</summary>
    /// <param name="place">Null where it isn't known yet.</param>
    public Task BeatAsync(EventId? place) => WriteAsync(Encoding.ASCII.GetBytes(place is null ? ": heartbeat\n\n" : $": heartbeat\nid: {place}\n\n"));

    private async Task WriteAsync(byte[] frame)
    {
        IsStuck = true;
        await body.WriteAsync(frame, end);
        IsStuck = false;
    }
}
