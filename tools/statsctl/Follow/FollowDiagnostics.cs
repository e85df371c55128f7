using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using Statsctl.Forecasters;
using Statsctl.Results;
using Statsctl.Results.Sources;

namespace Statsctl.Follow;

/// <summary>
/// Metrics and traces of <c>statsctl follow</c>. Names after https://opentelemetry.io/docs/specs/semconv/general/metrics/; of a message
/// only its kind is an attribute, of a source its name as given.
/// </summary>
internal sealed class FollowDiagnostics : IDisposable
{
    public const string Name = "Stats.Follow";

    /// <summary>The attribute with the name of a source.</summary>
    public const string Source = "source";

    /// <summary>One trace per poll.</summary>
    public static readonly ActivitySource Traces = new(Name);

    // Exported as 0 from the start: Prometheus sees no increase in a series that begins above 0.
    private static readonly string[] Kinds = ["prediction", "result", "void"];
    private static readonly string[] Outcomes = ["ok", "failed"];

    // An older match without a result was postponed, in a source that does not say so.
    private static readonly TimeSpan LongestLag = TimeSpan.FromDays(1);

    private readonly Meter _meter = new(Name);
    private readonly long[] _published = new long[Kinds.Length];
    private readonly long[] _polls = new long[Outcomes.Length];
    private readonly ConcurrentDictionary<string, (double Lag, DateTimeOffset? LastSuccess)> _sources = new(StringComparer.Ordinal);
    private readonly MeterProvider?[] _metrics;
    private readonly TracerProvider? _traces;
    private int _waiting;

    /// <param name="every">Time between two polls.</param>
    /// <exception cref="CommandFailedException">The environment variable's value is not an address.</exception>
    public FollowDiagnostics(TimeSpan every)
    {
        _meter.CreateObservableCounter<long>(
            "stats.follow.published", () => Counts(_published, Kinds, "kind"), "{message}", "Messages published, by kind.");
        _meter.CreateObservableCounter<long>(
            "stats.follow.polls", () => Counts(_polls, Outcomes, "result"), "{poll}", "Polls, by result.");
        _meter.CreateObservableGauge<double>("stats.follow.interval", () => every.TotalSeconds, "s", "Time between two polls.");
        _meter.CreateObservableGauge<int>(
            "stats.follow.waiting", () => _waiting, "{match}", "Matches whose published result or void is not in force yet.");
        _meter.CreateObservableGauge<double>(
            "stats.follow.source_lag", Lags, "s", "Time since the source should have a result that it lacks; 0 if it lacks none.");
        _meter.CreateObservableGauge<long>(
            "stats.follow.last_success", LastSuccesses, "s", "When the source was last read as a whole, in seconds since 1970.");
        // Null without an endpoint for telemetry.
        _metrics = [MetricExport.Begin(Name), MetricExport.Begin(SourceDiagnostics.Name)];
        _traces = TraceExport.Begin(Name);
    }

    public void Published(FeedMessage message) => Interlocked.Increment(ref _published[Array.IndexOf(Kinds, KindOf(message))]);

    public void Polled(bool succeeded) => Interlocked.Increment(ref _polls[succeeded ? 0 : 1]);

    /// <summary>Records how many published changes are not in force yet.</summary>
    public void Waiting(int matches) => Volatile.Write(ref _waiting, matches);

    /// <summary>Records what a source has, as of now.</summary>
    public void Read(FollowedSource source, TimeZones zones, DateTimeOffset now) =>
        _sources[source.Name] = (source.Seasons.Max(season => (double?)Lag(season, zones, now).TotalSeconds) ?? 0, source.LastSuccess);

    /// <summary>Exports what is left.</summary>
    public void Dispose()
    {
        foreach (var metrics in _metrics)
            metrics?.Dispose();
        _traces?.Dispose();
        _meter.Dispose();
    }

    private static string KindOf(FeedMessage message) => message switch
    {
        PredictionSubmitted => "prediction",
        MatchCompleted => "result",
        MatchVoided => "void",
        _ => throw new UnreachableException($"{message.GetType()} is not a message of the feed."),
    };

    private static TimeSpan Lag(SourceSeason season, TimeZones zones, DateTimeOffset now)
    {
        var zone = zones.Of(season.Competition.Id);
        return season.Matches
            .Where(match => match.Status is MatchStatus.Scheduled or MatchStatus.InPlay)
            .Select(match => now - KickoffTimes.Resolve(match.Kickoff, zone).At - FeedMatch.Duration)
            .Where(lag => lag < LongestLag)
            .Append(TimeSpan.Zero)
            .Max();
    }

    private static IEnumerable<Measurement<long>> Counts(long[] counts, string[] values, string attribute) => values.Select(
        (value, n) => new Measurement<long>(Interlocked.Read(ref counts[n]), new KeyValuePair<string, object?>(attribute, value)));

    private IEnumerable<Measurement<double>> Lags() => _sources.Select(source =>
        new Measurement<double>(source.Value.Lag, new KeyValuePair<string, object?>(Source, source.Key)));

    private IEnumerable<Measurement<long>> LastSuccesses()
    {
        foreach (var (source, (_, last)) in _sources)
        {
            if (last is { } at)
                yield return new Measurement<long>(at.ToUnixTimeSeconds(), new KeyValuePair<string, object?>(Source, source));
        }
    }
}
