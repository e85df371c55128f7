namespace Statsctl.Watch;

/// <summary>Adds up the messages. Pure: times come with the calls. Safe for concurrent callers.</summary>
public sealed class WatchState(DateTimeOffset started)
{
    private const int Latest = 8;

    private static readonly TimeSpan Window = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, (int Scoring, int Points)> _matches = [];
    private readonly Dictionary<string, (long Change, DateTimeOffset Fed)> _fed = [];
    private readonly Queue<DateTimeOffset> _window = [];
    private readonly Queue<Scored> _last = [];
    private readonly DurationHistogram _scored = new();
    private readonly DurationHistogram _invalidated = new();
    private long _scorings, _invalidations;

    /// <summary>How often matches were scored, without repeats.</summary>
    public long Scorings => Interlocked.Read(ref _scorings);

    /// <summary>The last matches scored, the latest first.</summary>
    public IReadOnlyList<Scored> Last
    {
        get
        {
            lock (_lock)
                return [.. _last.Reverse()];
        }
    }

    public WatchEvent Take(Heard heard, DateTimeOffset now)
    {
        lock (_lock)
        {
            return heard.Message is PointsCalculated points
                ? Take(points, heard.Fed, now)
                : Take((StatsInvalidated)heard.Message);
        }
    }

    public WatchSummary Summary(DateTimeOffset now)
    {
        lock (_lock)
        {
            Forget(now);
            var watched = Math.Max((now - started).TotalSeconds, 0.001);
            return new WatchSummary(
                Math.Round(watched, 1), _matches.Count, _scorings, _matches.Values.Sum(match => (long)match.Points), _invalidations,
                Math.Round(_window.Count / Math.Min(watched, Window.TotalSeconds), 1), Quantiles.Of(_scored), Quantiles.Of(_invalidated));
        }
    }

    private Scored Take(PointsCalculated points, DateTimeOffset? fed, DateTimeOffset now)
    {
        var repeat = _matches.TryGetValue(points.MatchId, out var known) && known.Scoring >= points.Scoring;
        if (fed is { } published)
        {
            _scored.Add(points.CalculatedAt - published);
            // Kept until the invalidation that follows from it.
            _fed[points.MatchId] = (points.Change, published);
        }
        var scored = new Scored(
            points.MatchId, points.CompetitionId, points.Season, points.Revision, points.Scoring, repeat, points.PredictionsScored,
            points.PointsAwarded, points.Change, points.CalculatedAt, Ms(points.CalculatedAt - fed));
        if (repeat)
            return scored;
        _matches[points.MatchId] = (points.Scoring, points.PointsAwarded);
        _scorings++;
        _window.Enqueue(now);
        Forget(now);
        _last.Enqueue(scored);
        if (_last.Count > Latest)
            _last.Dequeue();
        return scored;
    }

    private Invalidated Take(StatsInvalidated invalidated)
    {
        _invalidations++;
        TimeSpan? lag = null;
        if (_fed.TryGetValue(invalidated.MatchId, out var fed) && fed.Change == invalidated.Change)
        {
            _fed.Remove(invalidated.MatchId);
            lag = invalidated.InvalidatedAt - fed.Fed;
            _invalidated.Add(lag.Value);
        }
        return new Invalidated(invalidated.MatchId, invalidated.Change, invalidated.KeysRemoved, invalidated.InvalidatedAt, Ms(lag));
    }

    private void Forget(DateTimeOffset now)
    {
        while (_window.TryPeek(out var oldest) && now - oldest > Window)
            _window.Dequeue();
    }

    private static double? Ms(TimeSpan? lag) => lag is { } known ? Math.Round(known.TotalMilliseconds, 1) : null;
}
