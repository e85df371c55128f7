namespace StatsApi;

// Names and event ids are frozen once shipped: dashboards and alerts go by them.
internal static partial class Log
{
    [LoggerMessage(4001, LogLevel.Error, "{Method} {Path} failed (trace {RequestTrace})")]
    public static partial void Failed(ILogger log, string method, string path, string requestTrace, Exception exception);

    [LoggerMessage(4002, LogLevel.Debug, "{Method} {Path} had to be put off (trace {RequestTrace}): {Detail}")]
    public static partial void PutOff(ILogger log, string method, string path, string requestTrace, string detail);

    [LoggerMessage(4003, LogLevel.Warning, "PostgreSQL is not asked for {Seconds} s: {Detail}")]
    public static partial void DatabaseGivenUp(ILogger log, double seconds, string detail);

    [LoggerMessage(4004, LogLevel.Information, "PostgreSQL answers again")]
    public static partial void DatabaseBack(ILogger log);

    [LoggerMessage(4005, LogLevel.Warning, "No key is configured, so all of /api answers 401. Set Auth__Keys__0__Name, Auth__Keys__0__Sha256 and Auth__Keys__0__Scopes__0")]
    public static partial void NoKeys(ILogger log);

    [LoggerMessage(4009, LogLevel.Error, "The keys were changed to what can't be read, so the ones of before stay: {Detail}")]
    public static partial void KeysNotChanged(ILogger log, string detail);

    [LoggerMessage(4010, LogLevel.Warning, "The log of changes can't be followed, the stream's clients get no events: {Detail}")]
    public static partial void LogNotFollowed(ILogger log, string detail);

    [LoggerMessage(4011, LogLevel.Information, "The log of changes is followed again")]
    public static partial void LogFollowed(ILogger log);

    [LoggerMessage(4012, LogLevel.Warning, "Events go on without their floors, which are raised when Redis is back: {Detail}")]
    public static partial void FloorsNotRaised(ILogger log, string detail);

    [LoggerMessage(4013, LogLevel.Information, "The floors of all events are raised again")]
    public static partial void FloorsRaisedAgain(ILogger log);

    [LoggerMessage(4014, LogLevel.Warning, "A request of {Caller} was refused: {Status} ({Reason}). More of this minute are only counted")]
    public static partial void RequestRefused(ILogger log, string caller, int status, string reason);
}
