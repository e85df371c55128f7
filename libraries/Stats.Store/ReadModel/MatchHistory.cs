using Stats.Scoring;
using Stats.Store.Events;

namespace Stats.Store.ReadModel;

/// <summary>A match as its stream tells it.</summary>
/// <param name="Known">After all events: what the next decision starts from.</param>
/// <param name="Shown">
/// After the latest scoring: what the read model shows. The two differ in what something else appended without scoring it.
/// </param>
internal sealed record MatchHistory(MatchState Known, MatchState Shown)
{
    /// <param name="stream">All its events.</param>
    /// <param name="scoring">Told each scoring, with the match as it was before.</param>
    public static MatchHistory Of(EventStream stream, Action<MatchState, PointsCalculated>? scoring = null)
    {
        var (known, shown) = (MatchState.Unknown, MatchState.Unknown);
        foreach (var @event in stream.Events)
        {
            if (@event is PointsCalculated scored)
            {
                scoring?.Invoke(known, scored);
                shown = known = MatchDecider.Evolve(known, scored);
            }
            else
            {
                known = MatchDecider.Evolve(known, @event);
            }
        }
        return new(known, shown);
    }
}
