using System.Diagnostics.Metrics;

namespace StatsApi.Problems;

/// <summary>
/// Counts refused requests. Names after https://opentelemetry.io/docs/specs/semconv/general/metrics/; no id is ever an attribute.
/// </summary>
internal sealed class RequestDiagnostics(IMeterFactory meters)
{
    public const string Name = "Stats.Requests";

    private readonly Counter<long> _refused = meters.Create(Name).CreateCounter<long>(
        "stats.requests.refused", "{request}", "Requests refused for who sent them or how many, by reason.");

    /// <param name="reason">The end of the problem's type.</param>
    /// <param name="hasKey">Whether it came with a valid key.</param>
    public void Refused(string reason, bool hasKey) =>
        _refused.Add(1, new("reason", reason), new("caller", hasKey ? "key" : "address"));
}
