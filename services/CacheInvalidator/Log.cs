namespace CacheInvalidator;

// Names and event ids are frozen once shipped: dashboards and alerts go by them.
internal static partial class Log
{
    [LoggerMessage(3001, LogLevel.Information, "Match {MatchId}: change {Change} invalidated {KeysRemoved} pages")]
    public static partial void Invalidated(ILogger log, string matchId, long change, long keysRemoved);

    [LoggerMessage(3002, LogLevel.Information, "Match {MatchId}: dropped an announcement of the earlier generation {Generation}")]
    public static partial void Dropped(ILogger log, string matchId, long generation);

    [LoggerMessage(3003, LogLevel.Information, "Raised {Raised} floors of {Tags} tags to the versions in the database")]
    public static partial void Synchronised(ILogger log, int tags, long raised);

    [LoggerMessage(3004, LogLevel.Warning, "Changes {First} to {Last} raised {Raised} floors that no announcement had raised")]
    public static partial void Reconciled(ILogger log, long first, long last, long raised);

    [LoggerMessage(3005, LogLevel.Warning, "Can't follow the change log; only announcements invalidate pages: {Detail}")]
    public static partial void NotReconciling(ILogger log, string detail);

    [LoggerMessage(3006, LogLevel.Information, "Following the change log again")]
    public static partial void Reconciling(ILogger log);
}
