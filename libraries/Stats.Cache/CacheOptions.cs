using System.ComponentModel.DataAnnotations;

namespace Stats.Cache;

/// <summary>
/// How pages are kept (<c>Cache__*</c>). Freshness depends on <see cref="ClockDrift"/> alone: the others trade memory and time for load.
/// </summary>
public sealed class CacheOptions
{
    public const string Section = "Cache";

    /// <summary>How long pages of a season in play are kept, ± <see cref="Jitter"/>.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "7.00:00:00",
        ErrorMessage = "Cache__SeasonInPlay must be a time from 00:00:01 to 7.00:00:00, for example 00:10:00.")]
    public TimeSpan SeasonInPlay { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How long pages of past seasons are kept, ± <see cref="Jitter"/>.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "7.00:00:00",
        ErrorMessage = "Cache__PastSeason must be a time from 00:00:01 to 7.00:00:00, for example 1.00:00:00.")]
    public TimeSpan PastSeason { get; set; } = TimeSpan.FromHours(24);

    /// <summary>The fraction by which times to live vary, so that pages stored together don't expire together.</summary>
    [Range(0, 0.5, ErrorMessage = "Cache__Jitter must be from 0 to 0.5, for example 0.15.")]
    public double Jitter { get; set; } = 0.15;

    /// <summary>How long one reader's fill may keep others waiting before another reader tries.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:01:00",
        ErrorMessage = "Cache__Lease must be a time from 00:00:00.1 to 00:01:00, for example 00:00:05.")]
    public TimeSpan Lease { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a reader waits for another reader's fill before it reads the database itself.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:10",
        ErrorMessage = "Cache__LongestWait must be a time up to 00:00:10, for example 00:00:00.250.")]
    public TimeSpan LongestWait { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>How long a reader waits for Redis before it continues without it.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:00:30",
        ErrorMessage = "Cache__Timeout must be a time from 00:00:00.01 to 00:00:30, for example 00:00:00.500.")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How many bytes of page bodies from Redis a process keeps, so that Redis needn't send them again; 0 keeps none.</summary>
    [Range(0, 1L << 40, ErrorMessage = "Cache__HeldBytes must be a number of bytes, for example 67108864; 0 keeps none.")]
    public long HeldBytes { get; set; } = 64 * 1024 * 1024;

    /// <summary>
    /// How long a process may answer pages from its memory before it asks Redis again; 0 for never. If the process hears of no revocations,
    /// an announcement waits as long.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:00.100",
        ErrorMessage = "Cache__ReadLease must be a time up to 00:00:00.1, for example 00:00:00.050, because after a restart of Redis "
            + "announcements wait for leases of this length, which nothing else records; 0 turns read leases off.")]
    public TimeSpan ReadLease { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// By how much the clock of any process, or of Redis, may run faster than that of another: 0.1 is 10%. Equal in all services.
    /// </summary>
    [Range(0, MostClockDrift, MinimumIsExclusive = true,
        ErrorMessage = "Cache__ClockDrift must be above 0 and at most 0.5, for example 0.1, because clocks never run equally fast: "
            + "without an allowance, an announcement could end before a read lease.")]
    public double ClockDrift { get; set; } = 0.1;

    internal const double MostClockDrift = 0.5;

    internal static TimeSpan LongestReadLease { get; } = TimeSpan.FromMilliseconds(100);

    /// <summary>The time to live of tags. A tag outlives every page under it; each stored page renews it.</summary>
    internal TimeSpan TagLifetime => 2 * (1 + Jitter) * (PastSeason > SeasonInPlay ? PastSeason : SeasonInPlay);
}
