using Statsctl.Results;

namespace Statsctl.Follow;

/// <summary>
/// What this process published lately, so that it does not repeat messages that the system has yet to process, nor publish another
/// score under a revision that is on its way. It is lost with the process, which is harmless: a repeat changes nothing.
/// </summary>
internal sealed class RecentlyPublished
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan FirstRepeat = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan LastRepeat = TimeSpan.FromDays(1);
    private static readonly TimeSpan Kept = TimeSpan.FromDays(2);

    private readonly Dictionary<(string MatchId, string ModelId), DateTimeOffset> _predictions = [];
    private readonly Dictionary<string, PublishedChange> _changes = new(StringComparer.Ordinal);

    /// <summary>The changes that are not in force yet.</summary>
    public int Waiting => _changes.Count;

    /// <summary>Whether a prediction of this match and model was published with this time.</summary>
    public bool Has(PredictionSubmitted prediction) =>
        _predictions.TryGetValue((prediction.MatchId, prediction.Model.Id), out var at) && at == prediction.SubmittedAt;

    /// <summary>
    /// Whether a change of this match was published and may still come into force. After a quarter of an hour it is published again,
    /// then after twice that time, and so on, because the broker may have lost it, or an operator may have removed its obstacle.
    /// </summary>
    public bool IsWaiting(PlannedChange change, DateTimeOffset now) =>
        _changes.TryGetValue(change.After.MatchId, out var earlier) && now - earlier.At < RepeatAfter(earlier.Times);

    public void Add(PredictionSubmitted prediction) =>
        _predictions[(prediction.MatchId, prediction.Model.Id)] = prediction.SubmittedAt;

    public void Add(PlannedChange change, DateTimeOffset now)
    {
        var isRepeat = _changes.TryGetValue(change.After.MatchId, out var earlier) && earlier.Change.After == change.After;
        _changes[change.After.MatchId] = new PublishedChange(change, now, isRepeat ? earlier!.Times + 1 : 1, isRepeat && earlier!.IsTold);
    }

    /// <summary>Forgets the changes that are decided, and everything that is old.</summary>
    /// <returns>The changes that are not in force, each once, with the reasons.</returns>
    public List<LeftOut> Settle(HeldResults held, DateTimeOffset now)
    {
        var told = new List<LeftOut>();
        foreach (var match in held.Matches)
        {
            if (!_changes.TryGetValue(match.MatchId, out var published))
                continue;
            var (isDecided, refusal) = ChangeOutcome.Of(published.Change, match);
            if (isDecided)
                _changes.Remove(match.MatchId);
            if (refusal is not null)
                told.Add(new LeftOut(match.MatchId, published.Change.Name, refusal));
        }
        foreach (var (id, published) in _changes.ToArray())
        {
            if (published.IsTold || now - published.At < Patience)
                continue;
            _changes[id] = published with { IsTold = true };
            told.Add(new LeftOut(
                id,
                published.Change.Name,
                $"revision {published.Change.After.Revision} is not in force after {Patience.TotalSeconds:N0} s: the system is behind, or "
                + "refused it (see statsctl dead-letters list)"));
        }
        foreach (var (id, _) in _changes.Where(published => now - published.Value.At > Kept).ToArray())
            _changes.Remove(id);
        return told;
    }

    /// <summary>Forgets predictions of matches that have long begun.</summary>
    /// <param name="now">By the clock of the matches.</param>
    public void Forget(DateTimeOffset now)
    {
        foreach (var (prediction, _) in _predictions.Where(prediction => now - prediction.Value > Kept).ToArray())
            _predictions.Remove(prediction);
    }

    private static TimeSpan RepeatAfter(int times) =>
        FirstRepeat * Math.Min(Math.Pow(2, times - 1), LastRepeat / FirstRepeat);

    /// <param name="Times">How often it was published.</param>
    /// <param name="IsTold">Whether it was told that it is not in force.</param>
    private sealed record PublishedChange(PlannedChange Change, DateTimeOffset At, int Times, bool IsTold);
}
