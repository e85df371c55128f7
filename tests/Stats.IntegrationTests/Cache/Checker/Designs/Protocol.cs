using System.Diagnostics.Metrics;
using System.Text;
using Microsoft.Extensions.Options;
using Stats.Cache;

namespace Stats.IntegrationTests.Cache.Checker;

/// <summary>Our complete cache, optionally with one change.</summary>
internal sealed class Protocol(string name) : Design(name)
{
    // Without jitter a script has the same arguments in every run. Times to live do not matter here.
    private static readonly IOptions<CacheOptions> Options = Microsoft.Extensions.Options.Options.Create(new CacheOptions { Jitter = 0 });

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

    public override string Alter(string script) =>
        Altered.Aggregate(script, (altered, change) => altered.Replace(change.Ours, change.Theirs, StringComparison.Ordinal));

    public override IReader Reader(Gates gates) => new Pages(this, gates);

    public override IWriter Writer(Gates gates) => new Floors(this, gates);

    private sealed class Pages : IReader, IPageSource
    {
        private readonly Protocol _design;
        private readonly PageCache _cache;
        private bool _isKnown;
        private Task<CachedPage?>? _read;
        private string _last = "";

        public Pages(Protocol design, Gates gates)
        {
            _design = design;
            var fence = new Fence(gates);
            var held = new LocalBodies(Options);
            gates.Memories.Add(() => $"{fence.Server} {fence.Generation} {_isKnown} {held.Of(FakeDatabase.Page.Key)?.Stamp}");
            if (design.TrustsWhatIsHeld)
                gates.Memories.Add(() => _last);
            _cache = new PageCache(gates, fence, held, this, Options, Diagnostics, gates.Time);
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
            var page = (await (_design.JoinsByKey ? JoinAsync(request) : AskAsync(request)))!;
            var version = page.IsHeld ? held!.Version : long.Parse(Encoding.UTF8.GetString(page.Body.Span));
            _last = page.Stamp;
            if (held is not null)
                (held.Stamp, held.Version) = (page.Stamp, version);
            return new(version, page.Status == CacheStatus.Hit, page.IsHeld);
        }

        public Task<bool> KnowsAsync(string tag, CancellationToken cancellationToken) => Task.FromResult(_isKnown = true);

        private Task<CachedPage?> AskAsync(PageRequest request) => _cache.GetAsync(request, LoadAsync, CancellationToken.None);

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

    private sealed class Floors(Protocol design, Gates gates) : IWriter
    {
        private readonly Invalidator _invalidator = new(gates, new Fence(gates));

        public Task WarmAsync() => _invalidator.FenceAsync(1, CancellationToken.None);

        public async Task ChangeAsync()
        {
            var (shown, stamp) = await design.Commit();
            var versions = new Dictionary<string, long> { [FakeDatabase.Tag] = stamp };
            if (design.AcknowledgesFirst)
                gates.Acknowledge(shown);
            var isRaised = false;
            while (!isRaised)
            {
                try
                {
                    await _invalidator.InvalidateAsync(1, versions, CancellationToken.None);
                    isRaised = true;
                }
                catch (RedisUnavailableException)
                {
                    // The broker redelivers the message.
                }
            }
            gates.Acknowledge(shown);
        }
    }
}
