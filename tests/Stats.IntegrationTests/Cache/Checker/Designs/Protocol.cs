using System.Diagnostics.Metrics;
using System.Text;
using Microsoft.Extensions.Options;
using StackExchange.Redis;
using Stats.Cache;
using LuaScript = Stats.Cache.LuaScript;

namespace Stats.IntegrationTests.Cache.Checker;

/// <summary>Our complete cache, optionally with one change.</summary>
internal sealed class Protocol(string name) : Design(name)
{
    private static readonly CacheDiagnostics Diagnostics = new(new Meter("Stats.Cache.Checker"));

    /// <summary>Pieces of the scripts, each with its replacement.</summary>
    public IReadOnlyList<(string Ours, string Theirs)> Altered { get; init; } = [];

    /// <summary>Reads the content of a page and the version of its stamp.</summary>
    public Func<Task<(long Shown, long Stamp)>> Load { get; init; } = async () =>
    {
        var snapshot = await Gates.ReadDatabaseAsync();
        return (snapshot.Version, snapshot.Stamp);
    };

    /// <summary>Commits a change and returns the version to announce.</summary>
    public Func<Task<(long Shown, long Stamp)>> Commit { get; init; } = async () =>
    {
        var database = await Gates.CommitAsync(
            "commits", before => before with { Version = before.Version + 1, Stamp = before.Stamp + 1 });
        return (database.Version, database.Stamp);
    };

    public bool AcknowledgesFirst { get; init; }

    /// <summary>Whether a request joins the process's current read of the page, without asking Redis.</summary>
    public bool JoinsByKey { get; init; }

    /// <summary>Whether a process tells a client to keep its page, without asking Redis, if it answered with the same stamp last.</summary>
    public bool TrustsWhatIsHeld { get; init; }

    /// <summary>By how much clocks may differ, as far as the processes know.</summary>
    public double Drift { get; init; } = Clocks.Drift;

    /// <summary>Whether a read lease counts from the reply of GET.</summary>
    public bool CountsFromReply { get; init; }

    /// <summary>Whether a process answers from memory without a look at the clock just before.</summary>
    public bool ForgetsTheClock { get; init; }

    /// <summary>Whether a process tells Redis that it heard of a revocation before it forgets the pages.</summary>
    public bool TellsFirst { get; init; }

    /// <summary>Whether a reply that was on its way during a revocation may be answered from memory.</summary>
    public bool TrustsLateReplies { get; init; }

    /// <summary>Whether a writer reads when leases end before it raises the floors.</summary>
    public bool ReadsEndsFirst { get; init; }

    // Without jitter a script has the same arguments in every run. Times to live do not matter here. With clocks, readers don't wait for
    // another reader's fill, which needs no clock.
    private CacheOptions OptionsOf(Gates gates) => gates.Clocks is null
        ? new CacheOptions { Jitter = 0, ReadLease = TimeSpan.Zero }
        : new CacheOptions { Jitter = 0, ReadLease = Clocks.Lease, ClockDrift = Drift, LongestWait = TimeSpan.Zero };

    public override string Alter(string script) =>
        Altered.Aggregate(script, (altered, change) => altered.Replace(change.Ours, change.Theirs, StringComparison.Ordinal));

    public override IReader Reader(Gates gates, bool isLeased) => new Pages(this, gates, isLeased);

    public override IWriter Writer(Gates gates) => new Floors(this, gates);

    private sealed class Pages : IReader, IPageSource
    {
        private readonly Protocol _design;
        private readonly PageCache _cache;
        private bool _isKnown;
        private Task<CachedPage?>? _read;
        private readonly Gates _gates;
        private readonly ReadLease _lease;
        private readonly Action _grantAnew;
        private string _last = "";
        private string _heard = "";

        public Pages(Protocol design, Gates gates, bool isLeased)
        {
            (_design, _gates) = (design, gates);
            var time = gates.ReadersTime();
            var options = Options.Create(design.OptionsOf(gates));
            if (!isLeased)
                options.Value.ReadLease = TimeSpan.Zero;
            _lease = new ReadLease(new LeaseClock(time, options.Value));
            IScripts scripts = design.CountsFromReply ? new FromReply(gates, time) : gates;
            var fence = new Fence(scripts);
            var held = new HeldPages(options, _lease);
            gates.Memories.Add(() => $"{fence.Server} {fence.Generation} {_isKnown} {held.Of(FakeDatabase.Page.Key)?.Stamp}");
            if (gates.Clocks is not null)
                gates.Memories.Add(() => $"{time.Offset} {held.Describe(FakeDatabase.Page.Key)} {_lease} {_heard}");
            if (design.TrustsWhatIsHeld)
                gates.Memories.Add(() => _last);
            // As if what was forgotten had been read with the reply.
            _grantAnew = () =>
            {
                if (held.Of(FakeDatabase.Page.Key) is { Grant: { } grant } page)
                    held.Hold(FakeDatabase.Page.Key, page with { Grant = grant with { Forgotten = _lease.Forgotten(grant.Tags) } });
            };
            _cache = new PageCache(scripts, fence, held, this, options, Diagnostics, time, renewsEarly: false);
        }

        public async Task ListenAsync()
        {
            _lease.Hear(await _gates.ReadyToListenAsync());
            // It had a lease before, so it tells Redis what it hears.
            _lease.Extend("", -Clocks.Recorded);
            while (true)
            {
                (var message, _heard) = await Gates.HearAsync(_heard);
                if (_design.TellsFirst)
                {
                    var parts = message.Split('\n');
                    await RevocationListener.TellAsync(_gates, _lease, (parts[0], long.Parse(parts[1])));
                    await Gates.PauseAsync("forgets");
                }
                await RevocationListener.TellAsync(_gates, _lease, _lease.Hear(message));
            }
        }

        public async Task<Told> ReadAsync(Held? held)
        {
            var stamp = held?.Stamp ?? "";
            if (_design.TrustsWhatIsHeld)
            {
                await Gates.PauseAsync("compares with what it answered last");
                if (stamp.Length > 0 && stamp == _last)
                    return new(held!.Version, IsHit: true, IsHeld: true);
            }
            var request = stamp.Length > 0 ? FakeDatabase.Page with { Held = [stamp] } : FakeDatabase.Page;
            CachedPage page;
            do
            {
                page = (await (_design.JoinsByKey ? JoinAsync(request) : AskAsync(request)))!;
                if (_design.TrustsLateReplies && page is { Status: CacheStatus.Hit, IsFromMemory: false })
                    _grantAnew();
                // The process may be stopped here.
                if (page.IsFromMemory)
                    await Gates.PauseAsync("writes its answer");
            }
            while (!_design.ForgetsTheClock && !_cache.MayAnswer(page));
            var version = page.IsHeld ? held!.Version : long.Parse(Encoding.UTF8.GetString(page.Body.Span));
            _last = page.Stamp;
            if (held is not null)
                (held.Stamp, held.Version) = (page.Stamp, version);
            return new(version, page.Status == CacheStatus.Hit, page.IsHeld, page.IsFromMemory);
        }

        public Task<bool> KnowsAsync(string tag, CancellationToken cancellationToken) => Task.FromResult(_isKnown = true);

        private Task<CachedPage?> AskAsync(PageRequest request) =>
            _cache.GetAsync(request, LoadAsync, CancellationToken.None).AsTask();

        private async Task<CachedPage?> JoinAsync(PageRequest request)
        {
            if (_read is not { IsCompleted: false })
                _read = AskAsync(request);
            return await _read;
        }

        private async Task<LoadedPage?> LoadAsync(CancellationToken cancellationToken)
        {
            var (shown, stamp) = await _design.Load();
            var body = Encoding.UTF8.GetBytes($"{shown}");
            return new LoadedPage(1, [stamp, 0], body, body, TimeSpan.FromMinutes(10));
        }
    }

    // Its clock stands still while a GET is under way, so that the read lease counts from the reply.
    private sealed class FromReply(Gates gates, GateTime time) : IScripts
    {
        public async Task<RedisResult> EvalAsync(string script, RedisKey[] keys, RedisValue[] values, CancellationToken cancellationToken)
        {
            var sent = time.GetTimestamp();
            var reply = await gates.EvalAsync(script, keys, values, cancellationToken);
            if (script == LuaScript.Get)
                time.SetBack(sent);
            return reply;
        }
    }

    private sealed class Floors : IWriter
    {
        private const string Ends = "local now = clock() return unheard(KEYS[1], 1e9, 0, now) - now";

        private readonly Protocol _design;
        private readonly Gates _gates;
        private readonly LeaseClock _clock;
        private readonly Invalidator _invalidator;

        public Floors(Protocol design, Gates gates)
        {
            (_design, _gates) = (design, gates);
            _clock = new LeaseClock(gates.WritersTime(), design.OptionsOf(gates));
            _invalidator = new Invalidator(gates, new Fence(gates), _clock);
        }

        public Task WarmAsync() => _invalidator.FenceAsync(1, CancellationToken.None);

        public async Task ChangeAsync()
        {
            var (shown, stamp) = await _design.Commit();
            var versions = new Dictionary<string, long> { [FakeDatabase.Tag] = stamp };
            if (_design.AcknowledgesFirst)
                _gates.Acknowledge(shown);
            var (isRaised, wait) = (false, 0L);
            while (!isRaised)
            {
                try
                {
                    if (_design.ReadsEndsFirst)
                        wait = (long)await _gates.CallAsync(
                            "READ ENDS", LuaScript.ReadLeases + Ends, [CacheKeys.Fence], []);
                    await _invalidator.InvalidateAsync(1, versions, CancellationToken.None);
                    isRaised = true;
                }
                catch (RedisUnavailableException)
                {
                    // The broker redelivers the message.
                }
            }
            for (var due = _clock.After(wait); _clock.Now < due;)
                await _clock.DelayAsync(TimeSpan.MaxValue, due, CancellationToken.None);
            _gates.Acknowledge(shown);
        }
    }
}
