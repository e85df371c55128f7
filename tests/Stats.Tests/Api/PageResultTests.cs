using System.Diagnostics.Metrics;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using StackExchange.Redis;
using Stats.Cache;
using StatsApi.Pages;
using StatsApi.Problems;
using StatsApi.Queries;

namespace Stats.Tests.Api;

/// <summary>A response is written only while the read lease runs under which its page was answered.</summary>
public sealed class PageResultTests : IScripts, IPageSource, IDisposable
{
    private static readonly PageRequest Request = new("{stats}:overall:1?", ["overall", "names"]);

    private readonly ManualTime _time = new(DateTimeOffset.UnixEpoch.AddYears(1));
    private readonly ReadLease _lease;
    private readonly Fence _fence;
    private readonly HeldPages _held;
    private readonly PageCache _cache;
    private readonly CompressedBodies _compressed = new();

    public PageResultTests()
    {
        var options = Options.Create(new CacheOptions());
        _lease = new ReadLease(new LeaseClock(_time, options.Value));
        (_fence, _held) = (new Fence(this), new HeldPages(options, _lease));
        _cache = new PageCache(this, _fence, _held, this, options, new CacheDiagnostics(new Meter("PageResultTests")), _time);
    }

    [Theory]
    [InlineData(1, false, 200, "old")]
    [InlineData(1, true, 304, "")]
    [InlineData(0, false, 200, "new")]
    [InlineData(0, true, 200, "new")]
    [InlineData(-1, false, 200, "new")]
    public async Task A_page_whose_lease_has_ended_is_read_again(int ticksLeft, bool isHeld, int status, string body)
    {
        _lease.Extend("lease", _time.GetTimestamp());
        _time.Pass(new CacheOptions().ReadLease - TimeSpan.FromTicks(ticksLeft));
        var page = PageOf("old", 1) with { Grant = new Grant("lease", Request.Tags, 0) };
        var context = new DefaultHttpContext { Response = { Body = new MemoryStream() } };
        await ResultOf(isHeld ? page with { Body = default, IsHeld = true } : page).ExecuteAsync(context);
        var sent = Encoding.UTF8.GetString(((MemoryStream)context.Response.Body).ToArray());
        Assert.Equal((status, body), (context.Response.StatusCode, sent));
        Assert.Equal(EntityTags.Of(ticksLeft > 0 ? page : PageOf("new", 2)), context.Response.Headers.ETag);
    }

    public void Dispose()
    {
        _compressed.Dispose();
        _held.Dispose();
        _fence.Dispose();
    }

    Task<RedisResult> IScripts.EvalAsync(string script, RedisKey[] keys, RedisValue[] values, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    Task<bool> IPageSource.KnowsAsync(string tag, CancellationToken cancellationToken) => throw new NotSupportedException();

    private static CachedPage PageOf(string body, long version) => new(CacheStatus.Hit, Encoding.UTF8.GetBytes(body), 1, [version, 0]);

    private PageResult ResultOf(CachedPage page) => new(
        page, Request, new PageQuery(), new CachePolicy(Options.Create(new CdnOptions())), _compressed, _cache,
        () => Task.FromResult<Results<PageResult, ProblemResult>>(ResultOf(PageOf("new", 2))));
}
