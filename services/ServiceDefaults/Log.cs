namespace ServiceDefaults;

// Names and event ids are frozen once shipped: dashboards and alerts go by them.
internal static partial class Log
{
    [LoggerMessage(1004, LogLevel.Information, "Ready")]
    public static partial void Ready(ILogger log);

    [LoggerMessage(1005, LogLevel.Warning, "{Status}, waiting for: {Detail}")]
    public static partial void NotReady(ILogger log, HealthStatus status, string detail);

    [LoggerMessage(
        1006,
        LogLevel.Warning,
        "Telemetry can't be exported and is lost. Check OTEL_EXPORTER_OTLP_ENDPOINT, and whether the collector answers. {Detail}")]
    public static partial void TelemetryNotExported(ILogger log, string detail);

    [LoggerMessage(1007, LogLevel.Debug, "Warmed up in {Milliseconds} ms")]
    public static partial void WarmedUp(ILogger log, double milliseconds);

    [LoggerMessage(1008, LogLevel.Debug, "A step of the warm-up failed; it is repeated: {Detail}")]
    public static partial void NotWarmedUp(ILogger log, string detail);
}
