using System.Collections.Concurrent;

namespace Bench.Staleness;

/// <summary>One read. All times are measured by one clock since the beginning of the history.</summary>
/// <param name="ReaderSession">The session that read. A session reads one page after the other.</param>
/// <param name="Process">The process of StatsApi that answered.</param>
/// <param name="Page">The page that was requested.</param>
/// <param name="Began">A time before the request was sent.</param>
/// <param name="Ended">The time when the response had arrived.</param>
/// <param name="Tag">The tag that the response names.</param>
/// <param name="Version">The version of that tag according to the response.</param>
/// <param name="Source">The source of the response.</param>
/// <param name="Content">A digest of the content.</param>
internal sealed record Read(
    int ReaderSession, int Process, string Page, TimeSpan Began, TimeSpan Ended, string Tag, long Version, ReadSource Source, string Content);

/// <summary>The source of a response, according to its <c>Cache-Status</c>.</summary>
internal enum ReadSource
{
    /// <summary>Redis.</summary>
    Hit,

    /// <summary>The database, and the versions that were read were stored in Redis.</summary>
    Loaded,

    /// <summary>The database, without a reply from Redis.</summary>
    Bypass,
}

/// <summary>From this time on, no response may have an older version of the tag.</summary>
internal sealed record Acknowledgement(TimeSpan At, string Tag, long Version);

/// <summary>The history of a run, recorded by all participants.</summary>
internal sealed class ReadHistory
{
    private readonly Stopwatch _clock = Stopwatch.StartNew();

    public ConcurrentQueue<Read> Reads { get; } = new();

    public ConcurrentQueue<Acknowledgement> Acknowledgements { get; } = new();

    public TimeSpan Now => _clock.Elapsed;
}
