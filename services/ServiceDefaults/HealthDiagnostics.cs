using System.Diagnostics.Metrics;

namespace ServiceDefaults;

/// <summary>
/// Exports the result of each health check. Names after https://opentelemetry.io/docs/specs/semconv/general/metrics/; no attribute is
/// an id.
/// </summary>
internal sealed class HealthDiagnostics : IHealthCheckPublisher
{
    public const string Name = "Stats.Health";

    private Measurement<double>[] _statuses = [];

    public HealthDiagnostics(IMeterFactory meters) => meters.Create(Name).CreateObservableGauge<double>(
        "stats.health.status", () => _statuses, "{status}", "The last result of each health check: 1 healthy, 0.5 degraded, 0 unhealthy.");

    public Task PublishAsync(HealthReport report, CancellationToken cancellationToken)
    {
        _statuses =
        [
            .. report.Entries.Select(entry => new Measurement<double>(
                Value(entry.Value.Status), new KeyValuePair<string, object?>("check", entry.Key))),
        ];
        return Task.CompletedTask;
    }

    private static double Value(HealthStatus status) => status switch
    {
        HealthStatus.Healthy => 1,
        HealthStatus.Degraded => 0.5,
        _ => 0,
    };
}
