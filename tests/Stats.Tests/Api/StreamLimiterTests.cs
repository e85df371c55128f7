using Microsoft.Extensions.Options;
using StatsApi.ApiKeys;
using StatsApi.LiveUpdates;

namespace Stats.Tests.Api;

public sealed class StreamLimiterTests
{
    private readonly StreamLimiter _limiter = new(Options.Create(new LiveUpdatesOptions { MaxClients = 5, StreamsPerKey = 3 }));

    [Fact]
    public void One_key_cannot_use_all_streams()
    {
        Assert.Equal(3, Enumerable.Range(0, 10).Count(_ => _limiter.Acquire(Of("a")).Permit is not null));
        var refusal = _limiter.Acquire(Of("a")).Refusal!;
        Assert.Equal(("urn:stats:problem:streams-limited", 429), (refusal.Type, refusal.Status));
        Assert.Contains("3 streams", refusal.Detail, StringComparison.Ordinal);
        Assert.NotNull(_limiter.Acquire(Of("b")).Permit);
    }

    [Fact]
    public void All_keys_together_cannot_exceed_the_total_limit()
    {
        Assert.Equal(5, Enumerable.Range(0, 10).Count(n => _limiter.Acquire(Of($"key {n}")).Permit is not null));
        Assert.Equal(503, _limiter.Acquire(Of("another")).Refusal!.Status);
    }

    [Fact]
    public void A_key_may_have_a_limit_of_its_own()
    {
        Assert.NotNull(_limiter.Acquire(Of("a", streams: 1)).Permit);
        Assert.Equal(429, _limiter.Acquire(Of("a", streams: 1)).Refusal!.Status);
        Assert.Equal(4, Enumerable.Range(0, 10).Count(_ => _limiter.Acquire(Of("b", streams: 100)).Permit is not null));
    }

    [Fact]
    public void A_permit_is_released_once_even_if_it_is_disposed_twice()
    {
        var permits = Enumerable.Range(0, 3).Select(_ => _limiter.Acquire(Of("a")).Permit!).ToArray();
        permits[0].Dispose();
        permits[0].Dispose();
        Assert.NotNull(_limiter.Acquire(Of("a")).Permit);
        Assert.Null(_limiter.Acquire(Of("a")).Permit);
    }

    private static ApiKey Of(string name, int? streams = null) =>
        new(name, new byte[32], [KeyRing.ReadScope], DateTimeOffset.MaxValue, PerMinute: null, streams);
}
