namespace Stats.Cache;

/// <summary>A page as a reader gets it.</summary>
/// <param name="Body">The finished response body in UTF-8; empty if the reader has it.</param>
/// <param name="Versions">The versions of the page's tags that the body was read at, in the page's order.</param>
public sealed record CachedPage(CacheStatus Status, ReadOnlyMemory<byte> Body, long Generation, IReadOnlyList<long> Versions)
{
    /// <summary>Whether the reader has this body already: one of the same page, generation and versions.</summary>
    public bool IsHeld { get; init; }

    /// <summary>The cursor of the page after this one; null if there is none, or if the reader has this body.</summary>
    public string? Next { get; init; }

    /// <summary>What lets this process answer the page from its memory; null if Redis or the database answered this reader.</summary>
    internal Grant? Grant { get; init; }

    /// <summary>Whether this process answered from its memory.</summary>
    public bool IsFromMemory => Grant is not null;

    /// <summary>Identifies a state of the page: two bodies with the same stamp show the same data.</summary>
    public string Stamp { get; } = $"{Generation}.{string.Join('.', Versions)}";
}

/// <summary>Where a page comes from.</summary>
public enum CacheStatus
{
    /// <summary>Read from Redis, whose floors allowed it, or from memory under a read lease.</summary>
    Hit,

    /// <summary>Read from the database, and stored in Redis.</summary>
    Stored,

    /// <summary>Read from the database, and not stored.</summary>
    Miss,

    /// <summary>Read from the database while Redis was unavailable.</summary>
    Bypass,
}
