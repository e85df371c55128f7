using System.Collections.Concurrent;
using System.Diagnostics;

namespace Stats.IntegrationTests.Staleness;

/// <summary>One answer. All times are of one clock, since the history began.</summary>
/// <param name="ReaderSession">Who asked; a session asks one thing after the other.</param>
/// <param name="Process">Which process of StatsApi it asked.</param>
/// <param name="Page">What it asked for.</param>
/// <param name="Began">Before the request was sent.</param>
/// <param name="Ended">When the answer was there.</param>
/// <param name="Tag">What the answer says it is about.</param>
/// <param name="Version">The version of that tag which the answer says it shows.</param>
/// <param name="Origin">Where it came from.</param>
/// <param name="Content">A digest of what it shows.</param>
internal sealed record Read(
    int ReaderSession, int Process, string Page, TimeSpan Began, TimeSpan Ended, string Tag, long Version, Origin Origin, string Content);

/// <summary>Where an answer came from, by its <c>Cache-Status</c>.</summary>
internal enum Origin
{
    /// <summary>Redis.</summary>
    Hit,

    /// <summary>The database, and Redis was told which versions were read.</summary>
    Loaded,

    /// <summary>The database, without an answer from Redis.</summary>
    Bypass,
}

/// <summary>From this time on nothing older than this version of the tag may be answered.</summary>
internal sealed record Acknowledgement(TimeSpan At, string Tag, long Version);

/// <summary>What happened, written down by all who took part.</summary>
internal sealed class History
{
    private readonly Stopwatch _clock = Stopwatch.StartNew();

    public ConcurrentQueue<Read> Reads { get; } = new();

    public ConcurrentQueue<Acknowledgement> Acknowledgements { get; } = new();

    public TimeSpan Now => _clock.Elapsed;
}
