namespace CacheInvalidator;

// Names and event ids are frozen once shipped: dashboards and alerts go by them.
internal static partial class Log
{
    [LoggerMessage(3001, LogLevel.Information, "Match {MatchId}: change {Change} invalidated {KeysRemoved} pages")]
    public static partial void Invalidated(ILogger log, string matchId, long change, long keysRemoved);

    [LoggerMessage(3002, LogLevel.Information, "Match {MatchId}: dropped an announcement of generation {Generation}, which is over")]
    public static partial void Dropped(ILogger log, string matchId, long generation);
}
