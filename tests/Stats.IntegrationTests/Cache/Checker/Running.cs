namespace Stats.IntegrationTests.Cache.Checker;

/// <summary>The part of a step that took place: the call was executed, the reply arrived, or both.</summary>
internal enum Part
{
    Both,
    CarriedOut,
    Replied,
}

/// <summary>One step of one actor, with the data needed to replay it without Redis and PostgreSQL.</summary>
/// <param name="Actor">The actor's index in the cast.</param>
/// <param name="Part">The part of the step that took place.</param>
/// <param name="Reply">The reply; an exception if it was lost.</param>
/// <param name="Acknowledged">The version acknowledged at this step if it began a read; otherwise 0.</param>
/// <param name="Time">The steps of time before it.</param>
internal sealed record Entry(int Actor, Part Part, object? Reply, long Acknowledged, int Time)
{
    /// <summary>The reply that the actor got, and the memory of the processes before.</summary>
    public string? Step { get; set; }
}

/// <summary>The gate of an actor as seen from outside, with the pending reply if the call was executed.</summary>
internal sealed record Standing(
    int Actor, string Name, string Label, bool IsCall, bool Begins, Func<CheckedWorld, bool> IsOpenIn, string? Held);

/// <summary>The actors that share a memory. They are restored from their log by replaying the same replies.</summary>
internal sealed class Running
{
    private readonly Pump _pump = new();
    private readonly List<Actor> _actors = [];
    private readonly Gates _gates;

    public Running(Cast cast, Design design, Clocks? clocks, IEnumerable<Entry> log)
    {
        _gates = new Gates(design.Alter) { Name = cast.Name, Clocks = clocks };
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

    /// <summary>Whether all actors have finished.</summary>
    public bool IsDone => _actors.TrueForAll(actor => actor.Task.IsCompleted || actor.IsListener);

    /// <summary>
    /// Between two reads, the memory and the answers of a lone reader: nothing else in its log matters then. Null at any other time.
    /// </summary>
    public string? Memory() =>
        _actors.FindAll(actor => !actor.IsListener) is [{ Begins: true } actor]
            && _actors.TrueForAll(other => other.Gate is { IsCall: false })
            ? $"{actor.Reads} {actor.Seen} {_gates.Memory()}"
            : null;

    /// <summary>
    /// The memory, and what each actor did since it last began, which determines what a lone reader and its listeners do next. Steps of
    /// different actors that don't depend on each other then lead to the same state in any order. Null if there are other actors.
    /// </summary>
    public string? Progress() => _actors.Exists(actor => actor.IsListener) && _actors.FindAll(actor => !actor.IsListener) is [var reader]
        ? $"{reader.Reads} {reader.Seen} {reader.Owed} {_gates.Memory()}\n"
            + string.Join('\n', _actors.Select(actor => $"{actor.Gate?.Label} {actor.Begins} {string.Join('|', actor.Steps)}"))
        : null;

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
        actor.Steps.Add(entry.Step ??= $"{entry.Time} {Schedule.Text(gate.Held)} {_gates.Memory()}");
        _gates.Time = entry.Time;
        _pump.Run(() =>
        {
            if (gate.Held is Exception exception)
                gate.Reply.SetException(exception);
            else
                gate.Reply.SetResult(gate.Held!);
        });
        if (actor.Begins || actor is { IsListener: true, Gate.IsCall: false })
            actor.Steps.Clear();
        if (_actors.Find(other => other.Task.IsFaulted) is { } faulted)
            throw new InvalidOperationException($"{faulted.Name} failed.", faulted.Task.Exception);
    }

    private static Standing Seen(int index, Actor actor, Gate gate)
    {
        var held = gate.Held is null ? null : $"{actor.Owed} {Schedule.Text(gate.Held)}";
        return new(index, actor.Name, gate.Label, gate.IsCall, actor.Begins, gate.IsOpenIn, held);
    }
}
