using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Statsctl.Results.Sources;

/// <summary>
/// The metrics of the public services. Names after https://opentelemetry.io/docs/specs/semconv/general/metrics/; neither a URL nor a
/// token is ever an attribute.
/// </summary>
internal sealed class SourceDiagnostics : IDisposable
{
    public const string Name = "Stats.Sources";

    private const string Service = "source";

    private readonly Meter _meter = new(Name);
    private readonly Counter<long> _reads;
    private readonly ConcurrentDictionary<string, SourceState> _states = new(StringComparer.Ordinal);

    public SourceDiagnostics()
    {
        _reads = _meter.CreateCounter<long>("stats.source.reads", "{read}", "Answers of public services, after retries, by result.");
        _meter.CreateObservableGauge<int>(
            "stats.source.requests_left", RequestsLeft, "{request}", "Requests that the service allows in the current period.");
        _meter.CreateObservableGauge<long>(
            "stats.source.last_success", LastSuccess, "s", "When the service last had a whole answer, in seconds since 1970.");
    }

    /// <summary>The state of each service that was asked.</summary>
    public IReadOnlyDictionary<string, SourceState> States => _states;

    /// <summary>A service had a whole answer.</summary>
    /// <param name="requestsLeft">Null if the service doesn't say.</param>
    public void Answered(string service, DateTimeOffset at, int? requestsLeft)
    {
        _states[service] = new SourceState(at, requestsLeft);
        Count(service, "ok");
    }

    /// <summary>A service had no answer, or an unexpected one.</summary>
    /// <param name="requestsLeft">Null if the service doesn't say.</param>
    public void Failed(string service, int? requestsLeft)
    {
        _states.AddOrUpdate(
            service, _ => new SourceState(null, requestsLeft), (_, before) => before with { RequestsLeft = requestsLeft });
        Count(service, "failed");
    }

    public void Dispose() => _meter.Dispose();

    private void Count(string service, string result) => _reads.Add(
        1, new KeyValuePair<string, object?>(Service, service), new KeyValuePair<string, object?>("result", result));

    private IEnumerable<Measurement<int>> RequestsLeft()
    {
        foreach (var (service, state) in _states)
        {
            if (state.RequestsLeft is { } left)
                yield return new Measurement<int>(left, new KeyValuePair<string, object?>(Service, service));
        }
    }

    private IEnumerable<Measurement<long>> LastSuccess()
    {
        foreach (var (service, state) in _states)
        {
            if (state.LastSuccess is { } at)
                yield return new Measurement<long>(at.ToUnixTimeSeconds(), new KeyValuePair<string, object?>(Service, service));
        }
    }
}

/// <summary>What is known of a public service.</summary>
/// <param name="LastSuccess">When it last had a whole answer; null if it never had one.</param>
/// <param name="RequestsLeft">Requests that it allows in the current period; null if it doesn't say.</param>
internal sealed record SourceState(DateTimeOffset? LastSuccess, int? RequestsLeft);
