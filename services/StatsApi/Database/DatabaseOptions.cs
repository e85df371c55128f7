using System.ComponentModel.DataAnnotations;

namespace StatsApi.Database;

/// <summary>How much of PostgreSQL this service takes, and how long it waits (<c>Database__*</c>).</summary>
internal sealed class DatabaseOptions
{
    public const string Section = "Database";

    /// <summary>Connections at most. Over all replicas of all services they should stay under 80% of <c>max_connections</c>.</summary>
    [Range(1, 1000, ErrorMessage = "Database__MaxPoolSize must be from 1 to 1000, for example 20.")]
    public int MaxPoolSize { get; set; } = 20;

    /// <summary>Snapshots read at the same time; no more than there are connections.</summary>
    [Range(1, 1000, ErrorMessage = "Database__MaxReads must be from 1 to 1000, for example 20.")]
    public int MaxReads { get; set; } = 20;

    /// <summary>Reads that may wait for their turn; one more is answered with 503 at once.</summary>
    [Range(0, 10_000, ErrorMessage = "Database__MaxWaiting must be from 0 to 10000, for example 100.")]
    public int MaxWaiting { get; set; } = 100;

    /// <summary>How long one snapshot may take, connecting included.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:05:00", ErrorMessage = "Database__Timeout must be a time from 00:00:00.1 to 00:05:00, for example 00:00:05.")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long PostgreSQL is left alone once half of the reads have failed.</summary>
    [Range(typeof(TimeSpan), "00:00:00.500", "00:05:00", ErrorMessage = "Database__BreakFor must be a time from 00:00:00.5 to 00:05:00, for example 00:00:02.")]
    public TimeSpan BreakFor { get; set; } = TimeSpan.FromSeconds(2);
}
