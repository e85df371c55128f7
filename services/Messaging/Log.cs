namespace Messaging;

// Names and event ids are frozen once shipped: dashboards and alerts go by them.
internal static partial class Log
{
    [LoggerMessage(1001, LogLevel.Warning, "A message of {Queue} was refused ({Reason}) and moved to {Queue}_error: {Detail}")]
    public static partial void Refused(ILogger log, string queue, string reason, string detail);

    [LoggerMessage(1002, LogLevel.Error, "A message of {Queue} failed and was moved to {Queue}_error")]
    public static partial void Failed(ILogger log, string queue, Exception exception);

    [LoggerMessage(1003, LogLevel.Warning, "Waiting for a dependency; messages stay in their queues: {Detail}")]
    public static partial void Waiting(ILogger log, string detail);
}
