using JasperFx.Events;
using Stats.Scoring;
using Stats.Store.Events;

namespace Stats.Store.ReadModel;

/// <summary>A match as its stream tells it: Marten's live aggregate, and what a rebuild folds.</summary>
internal sealed partial class MatchHistory
{
    /// <summary>The match. Marten asks for a name and a setter like this.</summary>
    public string Id { get; set; } = "";

    /// <summary>After all events: what the next decision starts from.</summary>
    public MatchState Known { get; private set; } = MatchState.Unknown;

    /// <summary>
    /// After the latest scoring: what the read model shows. The two differ in what another program appended without scoring it.
    /// </summary>
    public MatchState Shown { get; private set; } = MatchState.Unknown;

    /// <param name="stream">All its events.</param>
    /// <param name="scoring">Told each scoring, with the match as it was before.</param>
    public static MatchHistory Of(EventStream stream, Action<MatchState, PointsCalculated>? scoring = null)
    {
        var history = new MatchHistory { Id = stream.Id };
        foreach (var @event in stream.Events)
        {
            if (@event is PointsCalculated scored)
                scoring?.Invoke(history.Known, scored);
            history.Add(@event);
        }
        return history;
    }

    /// <summary>How Marten folds a stream. Its own events, such as that a stream was archived, change nothing.</summary>
    public void Evolve(IEvent e)
    {
        if (e.Data is MatchEvent @event)
            Add(@event);
    }

    private void Add(MatchEvent @event)
    {
        Known = MatchDecider.Evolve(Known, @event);
        if (@event is PointsCalculated)
            Shown = Known;
    }
}
