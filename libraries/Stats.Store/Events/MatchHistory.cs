using JasperFx.Events;

namespace Stats.Store.Events;

/// <summary>A match folded from its stream: Marten's live aggregate, also used by a rebuild.</summary>
internal sealed partial class MatchHistory
{
    /// <summary>The match's id. Marten requires this name and a setter.</summary>
    public string Id { get; set; } = "";

    /// <summary>The state after all events, from which the next decision starts.</summary>
    public MatchState Known { get; private set; } = MatchState.Unknown;

    /// <summary>
    /// The state after the latest scoring, which the read model shows: without events that another program appended unscored.
    /// </summary>
    public MatchState Shown { get; private set; } = MatchState.Unknown;

    /// <param name="stream">All events of the match.</param>
    /// <param name="scoring">Called for each scoring, with the state before it.</param>
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

    /// <summary>Marten calls this for each event. Marten's own events, such as the archiving of a stream, change nothing.</summary>
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
