using Stats.Cache;

namespace Stats.IntegrationTests.Cache.Checker;

/// <summary>
/// Visits every state that a scenario can reach, breadth-first, and stops at the first stale answer, whose schedule is then a shortest one.
/// A step leads from one gate to the next. Between two gates, only the process's memory changes.
/// </summary>
/// <remarks>
/// A read begins as late as possible, with its first step. An acknowledgement is given as early as possible, with the writer's last step.
/// This makes the check strictest. A snapshot is one step: an event before its return could equally occur after its return. Time passes in
/// steps too, so a process may stand still between any two of its own.
/// </remarks>
/// <param name="isEnough">Ends the search once true. It always ends at a stale answer.</param>
internal sealed class Explorer(Machine machine, Design design, Scenario scenario, Func<CheckerFinding, bool> isEnough)
{
    private readonly HashSet<Key> _visited = [];
    private readonly Queue<Node> _open = new();
    private readonly CheckerFinding _finding = new();
    private IReadOnlySet<string> _kept = new HashSet<string>();

    private bool IsOver => _finding.Stale is not null || isEnough(_finding);

    public async Task<CheckerFinding> ExploreAsync()
    {
        var start = await StartAsync();
        _kept = start.Nonces();
        _visited.Add(start.KeyIn(scenario, _kept));
        _open.Enqueue(new Node(start, null, "", null, []));
        while (!IsOver && _open.TryDequeue(out var node))
        {
            var stuck = true;
            await foreach (var next in NextAsync(node))
            {
                stuck = false;
                if (Visit(next))
                    break;
            }
            if (stuck && !node.State.IsOver)
                throw new InvalidOperationException($"Deadlock:\n{Schedule.Of(node)}");
        }
        _finding.States = _visited.Count;
        return _finding;
    }

    private bool Visit(Node node)
    {
        _finding.Transitions++;
        foreach (var answer in node.Happenings.OfType<Happening.Answered>())
        {
            _finding.Count(answer);
            if (answer.Version < answer.Owed)
                _finding.Stale ??= Schedule.Of(node);
            else if (scenario.IsMonotonic && answer.Version < answer.Seen)
                _finding.Backwards ??= Schedule.Of(node);
            else if (answer.Told.IsFromMemory && answer.Version < node.Before!.State.World.Acknowledged)
                _finding.Late ??= Schedule.Of(node);
        }
        if (!IsOver && _visited.Add(node.State.KeyIn(scenario, _kept)))
            _open.Enqueue(node);
        return IsOver;
    }

    private async IAsyncEnumerable<Node> NextAsync(Node node)
    {
        var state = node.State;
        var waits = !state.IsOver;
        for (var i = 0; i < state.Lives.Count; i++)
        {
            foreach (var standing in state.Lives[i].Standing.Where(standing => standing.IsOpenIn(state.World)))
            {
                waits = false;
                yield return await StepAsync(node, i, standing);
                if (scenario.LosesReplies && standing.IsCall && standing.Held is null && state.World.FaultsLeft > 0)
                {
                    yield return await StepAsync(node, i, standing, isLost: true, isCarriedOut: true);
                    yield return await StepAsync(node, i, standing, isLost: true, isCarriedOut: false);
                }
            }
        }
        if (scenario.Clocks is { } clocks && (waits || (state.World.Time < clocks.MostSteps && !state.IsOver)))
            yield return new Node(state with { World = state.World.Later(clocks) }, node, "time passes", null, []);
        foreach (var fault in state.World.FaultsLeft > 0 ? scenario.Faults : [])
        {
            if (fault.Strike(state.World) is { } after && after != state.World)
                yield return new Node(state with { World = after with { FaultsLeft = after.FaultsLeft - 1 } }, node, fault.Name, null, []);
        }
    }

    private async Task<Node> StepAsync(Node node, int life, Standing standing, bool isLost = false, bool isCarriedOut = true)
    {
        var (state, cast) = (node.State, scenario.Casts[life]);
        var world = state.World;
        var running = new Running(cast, design, scenario.Clocks, state.Lives[life].Log);
        object? reply = null;
        if (standing.Held is null && isCarriedOut)
            (reply, world) = await running.PassAsync(standing.Actor, machine, world);
        if (isLost)
        {
            reply = new RedisUnavailableException(new TimeoutException("Lost."));
            world = world with { FaultsLeft = world.FaultsLeft - 1 };
        }
        var part = standing.Held is not null ? Part.Replied : cast.IsSplit(standing) ? Part.CarriedOut : Part.Both;
        var entry = new Entry(standing.Actor, part, reply, standing.Begins ? state.World.Acknowledged : 0, state.World.Time);
        running.Apply(entry);
        var happenings = running.Happenings;
        foreach (var acknowledged in happenings.OfType<Happening.Acknowledged>())
            world = world with { Acknowledged = Math.Max(world.Acknowledged, acknowledged.Version) };
        // The processes do not know of a reply on its way, so the moment when it was sent does not matter.
        var text = running.Memory() ?? running.Progress() ?? (part == Part.CarriedOut
            ? state.Lives[life].Text
            : $"{state.Lives[life].Text}\n{entry.Actor} {entry.Acknowledged} {entry.Time} {standing.Held ?? Schedule.Text(reply)}");
        var changed = running.IsDone ? Life.Over : new Life([.. state.Lives[life].Log, entry], running.Standing, text);
        return new Node(state.With(life, changed, world), node, $"{standing.Name} {standing.Label}", entry, happenings);
    }

    // All actors get ready, one after the other. Then the page is evicted, so that the search begins with fills. With read leases, it
    // begins with these.
    private async Task<State> StartAsync()
    {
        var state = new State(
            new CheckedWorld([Contents.Empty, Contents.Empty], 0, new Database(), 1, scenario.MostFaults),
            [.. scenario.Casts.Select(cast => new Life([], new Running(cast, design, scenario.Clocks, []).Standing, ""))]);
        for (var i = 0; i < state.Lives.Count; i++)
        {
            while (state.Lives[i].Standing.FirstOrDefault(standing => standing.Label != "ready") is { } busy)
                state = (await StepAsync(new Node(state, null, "", null, []), i, busy)).State;
        }
        for (var i = 0; i < state.Lives.Count; i++)
        {
            foreach (var ready in state.Lives[i].Standing)
                state = (await StepAsync(new Node(state, null, "", null, []), i, ready)).State;
        }
        var world = scenario.Clocks is null ? Fault.EntryEvicted.Strike(state.World) ?? state.World : state.World;
        return new State(
            world.With(1, world.Redis), [.. state.Lives.Select(life => life with { Text = "" })]);
    }
}

/// <summary>A state and how it was reached.</summary>
internal sealed record Node(State State, Node? Before, string Who, Entry? Entry, IReadOnlyList<Happening> Happenings);
