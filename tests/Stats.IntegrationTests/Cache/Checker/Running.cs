namespace Stats.IntegrationTests.Cache.Checker;

/// <summary>What an actor did: let its call be carried out, got the reply, or both at once.</summary>
internal enum Part
{
    Both,
    CarriedOut,
    Replied,
}

/// <summary>One step of one actor, as needed to take it again without Redis and PostgreSQL.</summary>
/// <param name="Actor">Its place in the cast.</param>
/// <param name="Part">Which part of it.</param>
/// <param name="Reply">What came back; an exception if nothing did.</param>
/// <param name="Acknowledged">What was acknowledged when it began a read by this; else 0.</param>
internal sealed record Entry(int Actor, Part Part, object? Reply, long Acknowledged);

/// <summary>What an actor stands before, as seen from outside; and the reply on its way, if its call was carried out.</summary>
internal sealed record Standing(int Actor, string Name, string Label, bool IsCall, bool Begins, string? Held);

/// <summary>The actors that share a memory, brought back to where their log ends by giving them the same replies again.</summary>
internal sealed class Running
{
    private readonly Pump _pump = new();
    private readonly List<Actor> _actors = [];
    private readonly Gates _gates;

    public Running(Cast cast, Design design, IEnumerable<Entry> log)
    {
        _gates = new Gates(design.Alter) { Name = cast.Name };
        _pump.Run(() =>
        {
            foreach (var (name, play) in cast.Start(design, _gates))
            {
                var actor = new Actor(name);
                _actors.Add(actor);
                Gates.As(actor, () => actor.Task = play());
            }
        });
        foreach (var entry in log)
            Apply(entry);
        _gates.Happenings.Clear();
    }

    public IReadOnlyList<Happening> Happenings => _gates.Happenings;

    public IReadOnlyList<Standing> Standing =>
        [.. _actors.Index().Where(actor => actor.Item.Gate is not null).Select(actor => Seen(actor.Index, actor.Item, actor.Item.Gate!))];

    /// <summary>Whether all are done, and not waiting for ever.</summary>
    public bool IsDone => _actors.TrueForAll(actor => actor.Task.IsCompleted);

    /// <summary>
    /// Between two reads, a lone actor's memory and what it was answered: all that its log still matters for. Null at any other time.
    /// </summary>
    public string? Memory() => _actors is [{ Begins: true } actor] ? $"{actor.Reads} {actor.Seen} {_gates.Memory()}" : null;

    public ValueTask<(object Reply, CheckedWorld After)> PassAsync(int actor, Machine machine, CheckedWorld world) =>
        _actors[actor].Gate!.PassAsync(machine, world);

    public void Apply(Entry entry)
    {
        var actor = _actors[entry.Actor];
        var gate = actor.Gate!;
        if (entry.Part != Part.Replied)
        {
            gate.Held = entry.Reply;
            if (actor.Begins)
                (actor.Begins, actor.Owed) = (false, entry.Acknowledged);
        }
        if (entry.Part == Part.CarriedOut)
            return;
        actor.Gate = null;
        _pump.Run(() =>
        {
            if (gate.Held is Exception exception)
                gate.Reply.SetException(exception);
            else
                gate.Reply.SetResult(gate.Held!);
        });
        if (_actors.Find(other => other.Task.IsFaulted) is { } faulted)
            throw new InvalidOperationException($"{faulted.Name} failed.", faulted.Task.Exception);
    }

    private static Standing Seen(int index, Actor actor, Gate gate) => new(
        index, actor.Name, gate.Label, gate.IsCall, actor.Begins, gate.Held is null ? null : $"{actor.Owed} {Schedule.Text(gate.Held)}");
}
