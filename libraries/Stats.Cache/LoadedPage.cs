namespace Stats.Cache;

/// <summary>A page as one snapshot of the database has it.</summary>
/// <param name="Generation">The generation that the snapshot showed.</param>
/// <param name="Versions">The versions of the page's tags in the same snapshot, in the order in which the page names its tags.</param>
/// <param name="Stored">The finished body as later readers get it from Redis.</param>
/// <param name="Fresh">The finished body for whoever asked now.</param>
/// <param name="TimeToLive">How long Redis may keep it, before jitter; zero for a page that is not to be kept.</param>
public sealed record LoadedPage(
    long Generation,
    IReadOnlyList<long> Versions,
    ReadOnlyMemory<byte> Stored,
    ReadOnlyMemory<byte> Fresh,
    TimeSpan TimeToLive);
