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
    public static MatchHistory Of(EventStream stream)
    {
        var (known, shown) = (MatchState.Unknown, MatchState.Unknown);
        foreach (var @event in stream.Events)
        {
            known = MatchDecider.Evolve(known, @event);
            if (@event is PointsCalculated)
                shown = known;
        }
        return new(known, shown);
    }
}
