namespace ScoringService;

// Names and event ids are frozen once shipped: dashboards and alerts go by them.
internal static partial class Log
{
    [LoggerMessage(2001, LogLevel.Debug, "Pruned {Count} changes older than the retention")]
    public static partial void Pruned(ILogger log, int count);

    [LoggerMessage(2002, LogLevel.Warning, "Could not prune the change log; retrying in an hour: {Detail}")]
    public static partial void PruneFailed(ILogger log, string detail);
}
