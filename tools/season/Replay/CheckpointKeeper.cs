namespace Season.Replay;

/// <summary>Updates a checkpoint's file while messages are confirmed, and once more at the end, even after a failure.</summary>
/// <param name="start">Where the replay continues.</param>
internal sealed class CheckpointKeeper(string path, Checkpoint start) : IAsyncDisposable
{
    // After a kill -9, the next run repeats the messages confirmed in this time.
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(250);

    private readonly ConfirmedPrefix _confirmed = new(start.Confirmed);
    private readonly PeriodicTimer _ticks = new(Between);
    private Task _writing = Task.CompletedTask;
    private long _written = -1;

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{_confirmed.Count:N0} of {start.Messages:N0} messages are confirmed, and {path} records this");

    /// <summary>Writes the file before anything is sent, and begins to update it.</summary>
    /// <exception cref="CommandFailedException">The file can't be written.</exception>
    public void Start()
    {
        Write();
        _writing = WriteAgainAsync();
    }

    /// <summary>Marks a message as confirmed, by its position in this run, from 0.</summary>
    public void Confirm(long place) => _confirmed.Confirm(start.Confirmed + place);

    public async ValueTask DisposeAsync()
    {
        _ticks.Dispose();
        await _writing;
        Write();
    }

    private async Task WriteAgainAsync()
    {
        while (await _ticks.WaitForNextTickAsync())
            Write();
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
