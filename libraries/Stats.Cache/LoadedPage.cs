namespace Stats.Cache;

/// <summary>A page as read in one snapshot of the database.</summary>
/// <param name="Versions">The versions of the page's tags in the snapshot, in the order of <see cref="PageRequest.Tags"/>.</param>
/// <param name="Stored">The finished body for Redis, which later readers get.</param>
/// <param name="Fresh">The finished body for the readers of this load.</param>
/// <param name="TimeToLive">How long Redis keeps the page, before jitter; zero if it must not be stored.</param>
public sealed record LoadedPage(
    long Generation,
    IReadOnlyList<long> Versions,
    ReadOnlyMemory<byte> Stored,
    ReadOnlyMemory<byte> Fresh,
    TimeSpan TimeToLive)
{
    /// <summary>The cursor of the page after this one, if there is one.</summary>
    public string? Next { get; init; }
}
