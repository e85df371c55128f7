namespace StatsApi.Database;

/// <summary>PostgreSQL can't be read now: it is down or too slow, or too many reads are waiting.</summary>
internal sealed class DatabaseUnavailableException(Exception cause, TimeSpan retryAfter) : Exception(cause.Message, cause)
{
    public TimeSpan RetryAfter { get; } = retryAfter;
}

/// <summary>A tag did not reach the requested version in time.</summary>
internal sealed class VersionNotReachedException(string tag, long version, long asked)
    : Exception($"{tag} is at version {version} and did not reach the requested version {asked} in time.");
