namespace ServiceDefaults;

/// <summary>Logs what a service waits for, once per change: a service that waits silently looks like one that hangs.</summary>
internal sealed class ReadinessLog(ILogger<ReadinessLog> log) : IHealthCheckPublisher
{
    private string? _last;

    public Task PublishAsync(HealthReport report, CancellationToken cancellationToken)
    {
        var waiting = string.Join("; ", report.Entries
            .Where(check => check.Value.Status != HealthStatus.Healthy)
            .Select(check => $"{check.Key}: {check.Value.Description ?? check.Value.Exception?.Message}"));
        if (waiting == _last)
            return Task.CompletedTask;
        if (report.Status == HealthStatus.Healthy)
            Log.Ready(log);
        else
            Log.NotReady(log, report.Status, waiting);
        _last = waiting;
        return Task.CompletedTask;
    }
}
