using System.Net;
using Microsoft.AspNetCore.Http;
using StatsApi.RateLimits;

namespace Stats.Tests.Api;

public sealed class RateLimitHeaderTests
{
    [Fact]
    public void The_rate_limit_headers_are_structured_fields()
    {
        var headers = new HeaderDictionary();
        new RateLimitDecision(true, "key", 100, 42, TimeSpan.FromSeconds(12.1)).Write(headers);
        Assert.Equal("\"key\";q=100;w=60", headers["RateLimit-Policy"]);
        Assert.Equal("\"key\";r=42;t=13", headers["RateLimit"]);
    }

    [Fact]
    public void Anonymous_requests_are_counted_per_address_and_minute()
    {
        var time = new ManualTime(new DateTimeOffset(2026, 1, 1, 12, 0, 20, TimeSpan.Zero));
        var strangers = new AnonymousLimits(time);
        var (one, other) = (IPAddress.Parse("192.0.2.1"), IPAddress.Parse("2001:db8::1"));
        Assert.Equal([true, true, false], Enumerable.Range(0, 3).Select(_ => strangers.Spend(one, 2).Admitted));
        var first = strangers.Spend(other, 2);
        Assert.Equal(("address", true, 1, TimeSpan.FromSeconds(40)), (first.Policy, first.Admitted, first.Remaining, first.Reset));
        time.Pass(TimeSpan.FromSeconds(40));
        Assert.True(strangers.Spend(one, 2).Admitted);
    }

    [Fact]
    public void Addresses_beyond_the_memory_limit_share_one_counter()
    {
        var strangers = new AnonymousLimits(new ManualTime(new DateTimeOffset(2026, 1, 1, 12, 0, 20, TimeSpan.Zero)));
        var admitted = Enumerable.Range(0, 30_000).Count(n => strangers.Spend(new IPAddress(n), 2).Admitted);
        Assert.InRange(admitted, 10_000, 10_002);
    }
}
