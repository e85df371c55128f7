using System.Threading.Channels;

namespace Statsctl.Canary;

/// <summary>A page to be read.</summary>
/// <param name="InvalidatedAt">When the floors were raised that the read follows, if this is the first read after it; else null.</param>
internal sealed record Look(TaggedPage Page, DateTimeOffset? InvalidatedAt);

/// <summary>
/// Schedules reads: one at once and others later, because a fill that was under way at the acknowledgement can put an old page into
/// the cache after the first read. If readers are too slow, the oldest are dropped; the checks of the rest are as strict as before.
/// </summary>
/// <param name="skipped">Called for each dropped read.</param>
internal sealed class Looks(Action skipped)
{
    private const int Waiting = 1_000;

    /// <summary>
    /// The waits of later reads. A lease lasts five seconds, so at the last read none is left from before the acknowledgement.
    /// </summary>
    private static readonly TimeSpan[] Later = [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10)];

    private readonly Channel<Look> _now = Create<Look>(Waiting, skipped);
    private readonly Channel<(Look Look, long Since)>[] _later = [.. Later.Select(_ => Create<(Look, long)>(10 * Waiting, skipped))];

    public IAsyncEnumerable<Look> ReadAllAsync(CancellationToken ct) => _now.Reader.ReadAllAsync(ct);

    public void Add(TaggedPage page, DateTimeOffset invalidatedAt)
    {
        _now.Writer.TryWrite(new Look(page, invalidatedAt));
        foreach (var later in _later)
            later.Writer.TryWrite((new Look(page, null), TimeProvider.System.GetTimestamp()));
    }

    /// <summary>Moves later reads to the due ones when their time has come.</summary>
    public Task RunAsync(CancellationToken ct) => Task.WhenAll(Later.Zip(_later, (after, looks) => MoveAsync(after, looks.Reader, ct)));

    private async Task MoveAsync(TimeSpan after, ChannelReader<(Look Look, long Since)> looks, CancellationToken ct)
    {
        // All wait equally long, so the first is due first.
        await foreach (var (look, since) in looks.ReadAllAsync(ct))
        {
            if (after - TimeProvider.System.GetElapsedTime(since) is { Ticks: > 0 } left)
                await Task.Delay(left, ct);
            _now.Writer.TryWrite(look);
        }
    }

    private static Channel<T> Create<T>(int capacity, Action skipped) =>
        Channel.CreateBounded<T>(new BoundedChannelOptions(capacity) { FullMode = BoundedChannelFullMode.DropOldest }, _ => skipped());
}
