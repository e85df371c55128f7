using System.Threading.Channels;

namespace Statsctl.Canary;

/// <summary>A page to be read.</summary>
/// <param name="Page">Which.</param>
/// <param name="InvalidatedAt">When the floors that it is read for were up, if this is the first look at it; else null.</param>
internal sealed record Look(TaggedPage Page, DateTimeOffset? InvalidatedAt);

/// <summary>
/// What is to be read, and when: at once, and again later, because a fill that was under way at the acknowledgement can put an old page in
/// the cache after the first look. Where readers can't follow, the oldest go: what is left is as strict as before.
/// </summary>
/// <param name="skipped">Is called for each that goes.</param>
internal sealed class Looks(Action skipped)
{
    private const int Waiting = 1_000;

    /// <summary>A lease lasts five seconds; the last look comes when nobody can hold one from before the acknowledgement.</summary>
    private static readonly TimeSpan[] Later = [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10)];

    private readonly Channel<Look> _now = Create<Look>(Waiting, skipped);
    private readonly Channel<(Look Look, long Since)>[] _later = [.. Later.Select(_ => Create<(Look, long)>(10 * Waiting, skipped))];

    /// <summary>Those whose time has come.</summary>
    public IAsyncEnumerable<Look> ReadAllAsync(CancellationToken ct) => _now.Reader.ReadAllAsync(ct);

    public void Add(TaggedPage page, DateTimeOffset invalidatedAt)
    {
        _now.Writer.TryWrite(new Look(page, invalidatedAt));
        foreach (var later in _later)
            later.Writer.TryWrite((new Look(page, null), TimeProvider.System.GetTimestamp()));
    }

    /// <summary>Moves what waits for its time.</summary>
    public Task RunAsync(CancellationToken ct) => Task.WhenAll(Later.Zip(_later, (after, looks) => MoveAsync(after, looks.Reader, ct)));

    private async Task MoveAsync(TimeSpan after, ChannelReader<(Look Look, long Since)> looks, CancellationToken ct)
    {
        // All wait equally long, so the first is the first to be due.
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
