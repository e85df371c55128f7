using System.Diagnostics.Metrics;

namespace StatsApi.Problems;

/// <summary>
/// Counts refused requests. Names follow https://opentelemetry.io/docs/specs/semconv/general/metrics/; ids are never attributes.
/// </summary>
internal sealed class RequestDiagnostics(IMeterFactory meters)
{
    public const string Name = "Stats.Requests";

    private readonly Counter<long> _refused = meters.Create(Name).CreateCounter<long>(
        "stats.requests.refused", "{request}", "Requests refused with 401, 403 or 429, by reason.");

    /// <param name="reason">The last word of the problem's type.</param>
    /// <param name="hasKey">Whether the request had a valid key.</param>
    public void Refused(string reason, bool hasKey) =>
        _refused.Add(1, new("reason", reason), new("caller", hasKey ? "key" : "address"));
}
