using System.Text.RegularExpressions;
using StackExchange.Redis;
using Stats.Cache;
using LuaScript = Stats.Cache.LuaScript;

namespace Stats.IntegrationTests.Cache.Checker;

/// <summary>The next action of an actor outside its memory. The actor waits here until the explorer lets it pass.</summary>
internal sealed class Gate(
    string label, bool isCall, long due, Func<Machine, CheckedWorld, ValueTask<(object Reply, CheckedWorld After)>> pass)
{
    public string Label => label;

    /// <summary>The time before which the actor can't pass.</summary>
    public long Due => due;

    /// <summary>Whether the action is a call of Redis, whose reply arrives later than its execution, or never.</summary>
    public bool IsCall => isCall;

    public TaskCompletionSource<object> Reply { get; } = new();

    /// <summary>The reply that has not arrived yet.</summary>
    public object? Held { get; set; }

    public ValueTask<(object Reply, CheckedWorld After)> PassAsync(Machine machine, CheckedWorld world) => pass(machine, world);
}

/// <summary>A request or a consumer, which runs independently of the others.</summary>
internal sealed class Actor(string name)
{
    public string Name => name;

    public Gate? Gate { get; set; }

    public Task Task { get; set; } = Task.CompletedTask;

    /// <summary>Whether the actor's next step begins a read.</summary>
    public bool Begins { get; set; }

    /// <summary>The version that was acknowledged when the actor's read began.</summary>
    public long Owed { get; set; } = 1;

    /// <summary>The highest version that the actor has read.</summary>
    public long Seen { get; set; } = 1;

    /// <summary>The number of the actor's reads that were answered.</summary>
    public int Reads { get; set; }
}

/// <summary>An event that is visible outside the processes.</summary>
internal abstract record Happening
{
    internal sealed record Acknowledged(long Version) : Happening;

    internal sealed record Answered(string Actor, Told Told, long Owed, long Seen) : Happening
    {
        public long Version => Told.Version;
    }
}

/// <summary>
/// The boundary of the processes that share a memory. Every action outside the memory stops at a gate until the explorer lets it pass.
/// </summary>
internal sealed partial class Gates(Func<string, string> alter) : IScripts
{
    /// <summary>The piece of a script that reads the server's clock.</summary>
    public const string ServersTime = "local time = redis.call('TIME')\n  return time[1] * 1000000 + time[2]";

    private static readonly AsyncLocal<Actor?> Current = new();

    private static readonly Dictionary<string, string> Names = new()
    {
        [LuaScript.Get] = "GET",
        [LuaScript.Fill] = "FILL",
        [LuaScript.Invalidate] = "INVALIDATE",
        [LuaScript.Fence] = "LOOK",
        [LuaScript.Release] = "RELEASE",
    };

    private readonly Dictionary<string, string> _nonces = new(StringComparer.Ordinal);
    private bool _hasBegun;
    private int _readers;

    /// <summary>Distinguishes the nonces of these processes from those of others.</summary>
    public required string Name { get; init; }

    public List<Happening> Happenings { get; } = [];

    /// <summary>What each process remembers between two reads.</summary>
    public List<Func<string>> Memories { get; } = [];

    public string Memory() => string.Join(' ', Memories.Select(memory => memory()));

    /// <summary>The clocks; null in a scenario without read leases.</summary>
    public Clocks? Clocks { get; init; }

    /// <summary>The steps of time before the current step.</summary>
    public long Time { get; set; }

    /// <summary>Creates the clock of a process that announces changes.</summary>
    public GateTime WritersTime() => new(this, Clocks?.Writers ?? 0);

    /// <summary>Creates the clock of a process that answers readers.</summary>
    public GateTime ReadersTime() => new(this, Clocks?.Readers[_readers++ % Clocks.Readers.Count] ?? 0);

    public static Actor Me => Current.Value!;

    /// <summary>Runs an action, and the tasks that it starts, as the actor.</summary>
    public static void As(Actor actor, Action action)
    {
        Current.Value = actor;
        action();
        Current.Value = null;
    }

    /// <summary>Runs the design's variant of a script.</summary>
    public async Task<RedisResult> EvalAsync(string script, RedisKey[] keys, RedisValue[] values, CancellationToken cancellationToken)
    {
        // While the actors get ready, no read lease is granted.
        if (script == LuaScript.Get && !_hasBegun)
            values[7] = 0;
        return await CallAsync(Names[script], script, keys, values);
    }

    public async Task<RedisResult> CallAsync(string label, string script, RedisKey[] keys, RedisValue[] values)
    {
        // Replaces random nonces with unique names that are the same each time the processes are rebuilt.
        values = Array.ConvertAll(values, Renamed);
        var longest = _hasBegun && Clocks is not null ? Clocks.Recorded : 0;
        return ((Reply)await StopAsync(
            label, true, 0, (machine, world) => world.EvalAsync(machine, Clocked(alter(script), longest), keys, values))).Result;
    }

    // Makes the script read the server's clock from its contents, in which leases are longer than the settings allow.
    private static string Clocked(string script, long longest) => script
        .Replace(ServersTime, $"return (redis.call('GET', '{Contents.Clock}') or 0) * 1000000", StringComparison.Ordinal)
        .Replace($"longest_lease = {LeaseClock.Longest}\n", $"longest_lease = {longest}\n", StringComparison.Ordinal);

    public static async Task<Database> ReadDatabaseAsync(string label = "reads PostgreSQL") =>
        (Database)await StopAsync(label, false, 0, (_, world) => ValueTask.FromResult(((object)world.Database, world)));

    public static async Task<Database> CommitAsync(string label, Func<Database, Database> change) =>
        (Database)await StopAsync(label, false, 0, (_, world) =>
        {
            var changed = change(world.Database);
            return ValueTask.FromResult(((object)changed, world with { Database = changed }));
        });

    /// <summary>Waits until the search begins.</summary>
    public async Task ReadyAsync()
    {
        await PauseAsync("ready");
        _hasBegun = true;
    }

    /// <param name="due">The time before which the actor can't continue.</param>
    public static Task PauseAsync(string label, long due = 0) =>
        StopAsync(label, false, due, (_, world) => ValueTask.FromResult(((object)"", world)));

    public void Acknowledge(long version) => Happenings.Add(new Happening.Acknowledged(version));

    public void Answer(Told told)
    {
        var me = Me;
        Happenings.Add(new Happening.Answered(me.Name, told, me.Owed, me.Seen));
        me.Seen = Math.Max(me.Seen, told.Version);
        me.Reads++;
    }

    private static async Task<object> StopAsync(
        string label, bool isCall, long due, Func<Machine, CheckedWorld, ValueTask<(object, CheckedWorld)>> pass)
    {
        var gate = new Gate(label, isCall, due, pass);
        Me.Gate = gate;
        return await gate.Reply.Task;
    }

    private RedisValue Renamed(RedisValue value) => (string)value! is not { Length: >= 32 } text ? value : Nonce().Replace(text, nonce =>
    {
        if (!_nonces.TryGetValue(nonce.Value, out var name))
            _nonces.Add(nonce.Value, name = $"~{Name}{_nonces.Count}~");
        return name;
    });

    [GeneratedRegex("(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])")]
    private static partial Regex Nonce();
}
