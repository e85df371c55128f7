using System.Diagnostics.Metrics;
using ScoringService.Feed;
using ScoringService.Matches;
using ServiceDefaults;
using Stats.Contracts.Feed;

namespace ScoringService;

/// <summary>Metrics of scoring. Names after https://opentelemetry.io/docs/specs/semconv/general/metrics/; no attribute is an id.</summary>
internal sealed class ScoringDiagnostics
{
    public const string Name = "Stats.ScoringService";

    private readonly Histogram<double> _scoring;
    private readonly Histogram<int> _batch;
    private readonly AttributedCounts<string> _unknown = new(message => [new("message", message)], FeedExchange.RoutingKeys);
    private long _stored;

    public ScoringDiagnostics(IMeterFactory meters, UnscoredResults unscored)
    {
        var meter = meters.Create(Name);
        _scoring = meter.CreateHistogram<double>(
            "stats.scoring.duration", "s", "Time from receiving a message to the commit, by outcome.",
            advice: new() { HistogramBucketBoundaries = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] });
        meter.CreateObservableCounter<long>(
            "stats.predictions.stored", () => Interlocked.Read(ref _stored), "{prediction}", "Predictions committed, including repeats.");
        _batch = meter.CreateHistogram<int>(
            "stats.intake.batch.size", "{prediction}", "Predictions in one group commit.",
            advice: new() { HistogramBucketBoundaries = [1, 2, 4, 8, 16, 32, 64, 128, 256] });
        meter.CreateObservableGauge(
            "stats.feed.oldest_result", () => unscored.OldestAge.TotalSeconds, "s",
            "Time since the oldest result in hand was published; 0 if there is none.");
        meter.CreateObservableCounter<long>(
            "stats.feed.unknown_members", _unknown.Observe, "{member}",
            "Members of feed messages that their contract doesn't define, by message; they are ignored.");
    }

    /// <summary>Counts a message's members that its contract doesn't define.</summary>
    public void Unknown(string routingKey, int members) => _unknown.Add(routingKey, members);

    /// <summary>Records how long recording the messages of a match took, and its outcome.</summary>
    public void Scored(TimeSpan duration, Recorded recorded) => _scoring.Record(
        duration.TotalSeconds,
        new KeyValuePair<string, object?>("outcome", recorded switch
        {
            { Conflicts.Count: > 0 } => "conflict",
            { Changed: false } => "repeat",
            { Announcement: null } => "stored",
            _ => "scored",
        }));

    public void Stored(int predictions)
    {
        Interlocked.Add(ref _stored, predictions);
        _batch.Record(predictions);
    }
}
