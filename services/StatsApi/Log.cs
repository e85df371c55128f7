namespace StatsApi;

// Names and event ids are frozen once shipped: dashboards and alerts use them.
internal static partial class Log
{
    [LoggerMessage(4001, LogLevel.Error, "{Method} {Path} failed (trace {RequestTrace})")]
    public static partial void Failed(ILogger log, string method, string path, string requestTrace, Exception exception);

    [LoggerMessage(4002, LogLevel.Debug, "{Method} {Path} could not be answered (trace {RequestTrace}): {Detail}")]
    public static partial void PutOff(ILogger log, string method, string path, string requestTrace, string detail);

    [LoggerMessage(4003, LogLevel.Warning, "Reads from PostgreSQL are suspended for {Seconds} s: {Detail}")]
    public static partial void DatabaseGivenUp(ILogger log, double seconds, string detail);

    [LoggerMessage(4004, LogLevel.Information, "Reads from PostgreSQL have resumed")]
    public static partial void DatabaseBack(ILogger log);

    [LoggerMessage(
        4005,
        LogLevel.Warning,
        "No key is configured, so all requests below /api return 401. "
            + "Set Auth__Keys__0__Name, Auth__Keys__0__Sha256 and Auth__Keys__0__Scopes__0")]
    public static partial void NoKeys(ILogger log);

    [LoggerMessage(4009, LogLevel.Error, "The changed keys are invalid, so the previous keys stay in use: {Detail}")]
    public static partial void KeysNotChanged(ILogger log, string detail);

    [LoggerMessage(4010, LogLevel.Warning, "The change log can't be read, so clients of the stream get no events: {Detail}")]
    public static partial void LogNotFollowed(ILogger log, string detail);

    [LoggerMessage(4011, LogLevel.Information, "The change log can be read again")]
    public static partial void LogFollowed(ILogger log);

    [LoggerMessage(4012, LogLevel.Warning, "Events are sent, but their floors are not raised until Redis is back: {Detail}")]
    public static partial void FloorsNotRaised(ILogger log, string detail);

    [LoggerMessage(4013, LogLevel.Information, "The floors of all events have been raised")]
    public static partial void FloorsRaisedAgain(ILogger log);

    [LoggerMessage(
        4014, LogLevel.Warning, "A request from {Caller} was refused: {Status} ({Reason}). Further ones this minute are only counted")]
    public static partial void RequestRefused(ILogger log, string caller, int status, string reason);
}
