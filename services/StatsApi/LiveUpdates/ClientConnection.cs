using System.IO.Pipelines;
using System.Text;

namespace StatsApi.LiveUpdates;

/// <summary>Writes events to one client. A write completes when the client, or the buffers on the way to it, have taken it.</summary>
internal sealed class ClientConnection(PipeWriter body, StreamDiagnostics diagnostics, CancellationToken end)
{
    // Browsers reconnect after this many ms.
    private static readonly byte[] Retry = Encoding.ASCII.GetBytes("retry: 2000\n\n");

    /// <summary>Whether a write did not complete.</summary>
    public bool IsStuck { get; private set; }

    public Task BeginAsync() => WriteAsync(Retry);

    public async Task SendAsync(LiveEvent live)
    {
        await WriteAsync(live.Frame);
        diagnostics.Sent(live);
    }

    /// <summary>Writes a comment, and an id without data, which updates the client's last event id without an event.</summary>
    /// <param name="place">The new id; null while events are waiting.</param>
    public Task BeatAsync(EventId? place) =>
        WriteAsync(Encoding.ASCII.GetBytes(place is null ? ": heartbeat\n\n" : $": heartbeat\nid: {place}\n\n"));

    private async Task WriteAsync(byte[] frame)
    {
        IsStuck = true;
        await body.WriteAsync(frame, end);
        IsStuck = false;
    }
}
