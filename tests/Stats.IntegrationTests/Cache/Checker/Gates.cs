using System.Text.RegularExpressions;
using StackExchange.Redis;
using Stats.Cache;
using LuaScript = Stats.Cache.LuaScript;

namespace Stats.IntegrationTests.Cache.Checker;

/// <summary>The next action of an actor outside its memory. The actor waits here until the explorer lets it pass.</summary>
internal sealed class Gate(
    string label, bool isCall, long due, Func<Machine, CheckedWorld, ValueTask<(object Reply, CheckedWorld After)>> pass,
    Func<CheckedWorld, bool>? isOpen = null)
{
    public string Label => label;

    /// <summary>Whether the actor can pass in a world.</summary>
    public bool IsOpenIn(CheckedWorld world) => due <= world.Time && (isOpen?.Invoke(world) ?? true);

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

    /// <summary>Whether the actor only listens to revocations, so that it never finishes.</summary>
    public bool IsListener { get; set; }

    /// <summary>Its steps since it last began, each with the memory before it.</summary>
    public List<string> Steps { get; } = [];

    /// <summary>Whether the actor's next step begins a read.</summary>
    public bool Begins { get; set; }

    /// <summary>The version that was acknowledged when the actor's read began.</summary>
    public long Owed { get; set; } = 1;

    /// <summary>The highest version that the actor has read.</summary>
    public long Seen { get; set; } = 1;

    /// <summary>The number of the actor's reads that were answered.</summary>
    public int Reads { get; set; }
}

/// <summary>A revocation that a process heard.</summary>
/// <param name="Message">The message.</param>
/// <param name="All">All that was published up to it.</param>
internal sealed record Heard(string Message, string All);

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

    /// <summary>A GET that asks for a read lease.</summary>
    public const string GetWithLease = "GET with a lease";

    /// <summary>The piece of a script that publishes a revocation.</summary>
    public const string Published = "redis.call('PUBLISH', channel, ";

    private static readonly AsyncLocal<Actor?> Current = new();

    private static readonly Dictionary<string, string> Names = new()
    {
        [LuaScript.Get] = "GET",
        [LuaScript.Fill] = "FILL",
        [LuaScript.Invalidate] = "INVALIDATE",
        [LuaScript.Fence] = "LOOK",
        [LuaScript.Release] = "RELEASE",
        [LuaScript.Hear] = "HEAR",
        [LuaScript.Unheard] = "UNHEARD",
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
            values[8] = 0;
        var label = script == LuaScript.Get && values[8] != 0 ? GetWithLease : Names[script];
        return await CallAsync(label, script, keys, values);
    }

    public async Task<RedisResult> CallAsync(string label, string script, RedisKey[] keys, RedisValue[] values)
    {
        // Replaces random nonces with unique names that are the same each time the processes are rebuilt.
        values = Array.ConvertAll(values, Renamed);
        var hasLeases = _hasBegun && Clocks is not null;
        return ((Reply)await StopAsync(
            label, true, 0, (machine, world) => world.EvalAsync(machine, Adapted(alter(script), hasLeases), keys, values))).Result;
    }

    // Makes the script read the server's clock from its contents, in which leases are longer than the settings allow, and append what it
    // publishes to them.
    private static string Adapted(string script, bool hasLeases) => script
        .Replace(ServersTime, $"return (redis.call('GET', '{Contents.Clock}') or 0) * 1000000", StringComparison.Ordinal)
        .Replace($"longest_lease = {LeaseClock.Longest}", $"longest_lease = {(hasLeases ? Clocks.Recorded : 0)}", StringComparison.Ordinal)
        .Replace(Published, hasLeases ? "redis.call('APPEND', channel, '|' .. " : "local _ = (", StringComparison.Ordinal);

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

    /// <summary>Becomes a listener once the search begins.</summary>
    /// <returns>The last revocation before, as a message.</returns>
    public async Task<string> ReadyToListenAsync()
    {
        Me.IsListener = true;
        var last = (string)await StopAsync("ready", false, 0, (_, world) => ValueTask.FromResult(((object)world.Redis.Revoked(), world)));
        _hasBegun = true;
        return last;
    }

    /// <summary>Waits for the next revocation. Those that were published, but have been lost since, are skipped.</summary>
    /// <param name="heard">All that this process has heard.</param>
    public static async Task<Heard> HearAsync(string heard) => (Heard)await StopAsync(
        "hears of a revocation", false, 0,
        (_, world) =>
        {
            var published = world.Redis.Published();
            var from = LengthOf(heard, published);
            var next = published.IndexOf('|', from + 1);
            var all = next < 0 ? published : published[..next];
            return ValueTask.FromResult(((object)new Heard(all[(from + 1)..], all), world));
        },
        world => world.Redis.Published() is var published && published.Length > LengthOf(heard, published));

    // Zero if what was heard is no longer there, because Redis was flushed or revocations were lost.
    private static int LengthOf(string heard, string published) =>
        published.StartsWith(heard, StringComparison.Ordinal) ? heard.Length : 0;

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
        string label, bool isCall, long due, Func<Machine, CheckedWorld, ValueTask<(object, CheckedWorld)>> pass,
        Func<CheckedWorld, bool>? isOpen = null)
    {
        var gate = new Gate(label, isCall, due, pass, isOpen);
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
