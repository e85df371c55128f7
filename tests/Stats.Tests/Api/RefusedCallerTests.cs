using System.Net;

namespace Stats.Tests.Api;

/// <summary>How anonymous clients are distinguished, and how refused requests are logged and counted.</summary>
public sealed class RefusedCallerTests : IDisposable
{
    private readonly ApiWithoutServers _api = new();

    [Theory]
    [InlineData("2001:db8:0:1::1", "2001:db8:0:1:ffff:ffff:ffff:ffff", true)]
    [InlineData("2001:db8:0:1::1", "2001:db8:0:2::1", false)]
    [InlineData("::ffff:192.0.2.1", "192.0.2.1", true)]
    [InlineData("::ffff:192.0.2.1", "::ffff:192.0.2.2", false)]
    [InlineData("192.0.2.1", "192.0.2.2", false)]
    public async Task Anonymous_clients_of_one_network_share_its_limit(string one, string other, bool share)
    {
        for (var n = 0; n < ApiWithoutServers.Limit; n++)
            Assert.Equal(HttpStatusCode.Unauthorized, await _api.GetAsync(one));
        Assert.Equal(HttpStatusCode.TooManyRequests, await _api.GetAsync(one));
        Assert.Equal(share ? HttpStatusCode.TooManyRequests : HttpStatusCode.Unauthorized, await _api.GetAsync(other));
    }

    [Fact]
    public async Task A_refused_client_is_logged_once_a_minute_and_counted_each_time()
    {
        for (var n = 0; n < 3; n++)
        {
            await _api.GetAsync("2001:db8::1");
            await _api.GetAsync("192.0.2.1", key: "no such key");
            await _api.GetAsync("192.0.2.2", ApiWithoutServers.OtherScopeKey);
        }
        Assert.Equal(
            [
                "A request from network 2001:db8::/64 was refused: 401 (unauthorized)",
                "A request from address 192.0.2.1 was refused: 401 (unauthorized)",
                "A request from key writer was refused: 403 (forbidden)",
            ],
            Lines());
        Assert.Equal(
            ["forbidden key 1", "forbidden key 1", "forbidden key 1", .. Enumerable.Repeat("unauthorized address 1", 6)],
            _api.Counted.Order(StringComparer.Ordinal));

        await _api.GetAsync("192.0.2.1");
        await _api.GetAsync("192.0.2.2", ApiWithoutServers.OtherScopeKey);
        Assert.Equal(
            [
                "A request from address 192.0.2.1 was refused: 429 (rate-limited)",
                "A request from key writer was refused: 429 (rate-limited)",
            ],
            Lines()[3..]);

        _api.Time.Pass(TimeSpan.FromMinutes(1));
        await _api.GetAsync("192.0.2.1");
        Assert.Equal("A request from address 192.0.2.1 was refused: 401 (unauthorized)", Lines()[^1]);
    }

    [Fact]
    public async Task The_number_of_log_lines_per_minute_is_limited()
    {
        for (var n = 0; n < 300; n++)
            await _api.GetAsync($"10.0.{n / 200}.{n % 200}");
        Assert.Equal(101, Lines().Length);
        Assert.Equal("A request from further callers was refused: 401 (any)", Lines()[^1]);
        Assert.Equal(300, _api.Counted.Count);
    }

    [Fact]
    public async Task Secrets_that_a_client_sends_are_not_logged()
    {
        const string Secret = "stats_0123456789abcdef0123456789abcdef";
        await _api.GetAsync("192.0.2.1", Secret);
        await _api.GetAsync("192.0.2.2", path: $"/api/stats/stream?ticket={Secret}");
        await _api.GetAsync("192.0.2.3", path: $"/api/{Secret}");
        await _api.GetAsync("192.0.2.4", ApiWithoutServers.OtherScopeKey);
        Assert.Equal(4, Lines().Length);
        Assert.DoesNotContain(Lines(), line => line.Contains(Secret, StringComparison.Ordinal));
        Assert.DoesNotContain(_api.Lines, line => line.Contains(ApiWithoutServers.OtherScopeKey, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Responses_other_than_refusals_are_not_counted()
    {
        await _api.GetAsync("192.0.2.1", ApiWithoutServers.ReadingKey, "/api/stats/nothing");
        await _api.GetAsync("192.0.2.1", ApiWithoutServers.ReadingKey, "/api/stats/seasons?colour=red");
        Assert.Empty(_api.Counted);
        Assert.Empty(Lines());
    }

    public void Dispose() => _api.Dispose();

    private string[] Lines() =>
    [
        .. _api.Lines.Where(line => line.StartsWith("4014 ", StringComparison.Ordinal))
            .Select(line => line[5..line.IndexOf(". Further", StringComparison.Ordinal)]),
    ];
}
