namespace StatsApi.Database;

/// <summary>Limits on reads of PostgreSQL (<c>Database__*</c>).</summary>
internal sealed class DatabaseOptions
{
    public const string Section = "Database";

    /// <summary>The maximum connections. Over all replicas of all services they should stay under 80% of <c>max_connections</c>.</summary>
    [Range(1, 1000, ErrorMessage = "Database__MaxPoolSize must be from 1 to 1000, for example 20.")]
    public int MaxPoolSize { get; set; } = 20;

    /// <summary>The maximum concurrent reads; at most <see cref="MaxPoolSize"/>.</summary>
    [Range(1, 1000, ErrorMessage = "Database__MaxReads must be from 1 to 1000, for example 20.")]
    public int MaxReads { get; set; } = 20;

    /// <summary>The maximum waiting reads; a further one returns 503 at once.</summary>
    [Range(0, 10_000, ErrorMessage = "Database__MaxWaiting must be from 0 to 10000, for example 100.")]
    public int MaxWaiting { get; set; } = 100;

    /// <summary>The longest time for one read, including connecting.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:05:00",
        ErrorMessage = "Database__Timeout must be a time from 00:00:00.1 to 00:05:00, for example 00:00:05.")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long the circuit breaker stays open after half of the reads failed.</summary>
    [Range(typeof(TimeSpan), "00:00:00.500", "00:05:00",
        ErrorMessage = "Database__BreakFor must be a time from 00:00:00.5 to 00:05:00, for example 00:00:02.")]
    public TimeSpan BreakFor { get; set; } = TimeSpan.FromSeconds(2);
}
