namespace StatsWeb;

// Names and event ids are frozen once shipped: dashboards and alerts use them.
internal static partial class Log
{
    [LoggerMessage(5001, LogLevel.Information, "The changes of StatsApi are followed")]
    public static partial void StreamOpened(ILogger log);

    [LoggerMessage(
        5002,
        LogLevel.Warning,
        "The stream of changes is lost, so pages are checked with StatsApi each time; trying again every second: {Reason}")]
    public static partial void StreamLost(ILogger log, string reason);

    [LoggerMessage(5003, LogLevel.Debug, "{Path} could not be shown: {Reason}")]
    public static partial void PageFailed(ILogger log, string path, string reason, Exception? cause);
}
