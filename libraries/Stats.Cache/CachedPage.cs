namespace Stats.Cache;

/// <summary>What a reader gets.</summary>
/// <param name="Status">Where it comes from.</param>
/// <param name="Body">The finished response body, UTF-8; empty if the reader has it.</param>
/// <param name="Generation">The generation of the data.</param>
/// <param name="Versions">The versions of the page's tags that the body was read at, in the page's order.</param>
public sealed record CachedPage(CacheStatus Status, ReadOnlyMemory<byte> Body, long Generation, IReadOnlyList<long> Versions)
{
    /// <summary>Whether the reader has this body already: one of the same page, generation and versions.</summary>
    public bool IsHeld { get; init; }

    /// <summary>Tells the states of one page apart: two bodies with the same stamp show the same data.</summary>
    public string Stamp { get; } = $"{Generation}.{string.Join('.', Versions)}";
}

/// <summary>Where an answer comes from.</summary>
public enum CacheStatus
{
    /// <summary>Redis had it and its floors allowed it.</summary>
    Hit,

    /// <summary>Read from the database, and kept in Redis.</summary>
    Stored,

    /// <summary>Read from the database, and not kept.</summary>
    Miss,

    /// <summary>Read from the database without an answer from Redis.</summary>
    Bypass,
}
