namespace StatsApi.Database;

/// <summary>PostgreSQL can't be read now: it is away, too slow, or too many wait already.</summary>
internal sealed class DatabaseUnavailableException(Exception cause, TimeSpan retryAfter) : Exception(cause.Message, cause)
{
    public TimeSpan RetryAfter { get; } = retryAfter;
}

/// <summary>A tag did not come to the version asked for in time.</summary>
internal sealed class VersionNotReachedException(string tag, long version, long asked)
    : Exception($"{tag} is at version {version}, {asked} was asked for.");
