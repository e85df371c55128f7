using System.Text;
using Stats.Cache;

namespace Stats.IntegrationTests.Cache;

/// <summary>
/// Replaces PostgreSQL in tests in which only versions matter. A load reads the value and the version atomically. A test can pause it
/// before it returns.
/// </summary>
internal sealed class FakeDatabase : IPageSource
{
    private readonly Lock _lock = new();
    private readonly HashSet<string> _tags = new(StringComparer.Ordinal) { Tag };
    private long _version = 1;
    private int _loads;

    public const string Tag = "competition:en.1";

    public static readonly PageRequest Page = new(CacheKeys.Page("leaderboard", null, 1, "competition=en.1"), [Tag, Contracts.Tags.Names]);

    public long Generation { get; set; } = 1;

    public int Loads => _loads;

    /// <summary>The time to live of a page.</summary>
    public TimeSpan TimeToLive { get; set; } = TimeSpan.FromMinutes(10);

    public bool IsLastPage { get; set; }

    /// <summary>Awaited by a load after it has read.</summary>
    public Func<Task> Pause { get; set; } = () => Task.CompletedTask;

    public Task<bool> KnowsAsync(string tag, CancellationToken cancellationToken) => Task.FromResult(_tags.Contains(tag));

    /// <summary>Commits the scoring of a match.</summary>
    public Dictionary<string, long> Commit()
    {
        lock (_lock)
            return new Dictionary<string, long> { [Tag] = ++_version };
    }

    public async Task<LoadedPage?> LoadAsync(CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _loads);
        long version, generation;
        lock (_lock)
            (version, generation) = (_version, Generation);
        await Pause();
        var body = Encoding.UTF8.GetBytes($"{generation}.{version}");
        var next = IsLastPage ? null : $"after {generation}.{version}";
        return new LoadedPage(generation, [version, 0], body, body, TimeToLive) { Next = next };
    }

    public async Task<(string Body, CacheStatus Status)> ReadAsync(PageCache cache)
    {
        var page = await cache.GetAsync(Page, LoadAsync, CancellationToken.None);
        return (Encoding.UTF8.GetString(page!.Body.Span), page.Status);
    }

    /// <summary>Reads until the page is a hit: the first reads of a process may have to create the fence and the tag.</summary>
    public async Task WarmAsync(CacheProcess process)
    {
        for (var n = 0; n < 5 && (await ReadAsync(process.Pages)).Status != CacheStatus.Hit; n++)
        {
        }
        Assert.Equal(CacheStatus.Hit, (await ReadAsync(process.Pages)).Status);
    }
}
