using System.Globalization;
using Statsctl;

namespace Season.Replay;

/// <summary>Keeps a checkpoint's file up to date while messages are confirmed, and once more at the end, however it ends.</summary>
/// <param name="path">The file.</param>
/// <param name="start">Where the replay goes on.</param>
internal sealed class CheckpointKeeper(string path, Checkpoint start) : IAsyncDisposable
{
    // What a kill -9 makes the next run send again.
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(250);

    private readonly ConfirmedPrefix _confirmed = new(start.Confirmed);
    private readonly CancellationTokenSource _end = new();
    private Task _writing = Task.CompletedTask;
    private long _written = -1;

    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{_confirmed.Count:N0} of {start.Messages:N0} messages are confirmed, {path} says so");

    /// <summary>Writes for the first time, before anything is sent.</summary>
    /// <exception cref="CommandFailedException">The file can't be written.</exception>
    public void Start()
    {
        Write();
        _writing = WriteAgainAsync();
    }

    /// <summary>The message at this place, from 0 where the replay goes on, is confirmed.</summary>
    public void Confirm(long place) => _confirmed.Confirm(start.Confirmed + place);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _writing;
        Write();
        _end.Dispose();
    }

    private async Task WriteAgainAsync()
    {
        using var timer = new PeriodicTimer(Between);
        try
        {
            while (await timer.WaitForNextTickAsync(_end.Token))
                Write();
        }
        catch (OperationCanceledException)
        {
            // The end.
        }
    }

    private void Write()
    {
        var confirmed = _confirmed.Count;
        if (confirmed == _written)
            return;
        (start with { Confirmed = confirmed }).Write(path);
        _written = confirmed;
    }
}
