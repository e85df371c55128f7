using System.Net;

namespace Stats.Tests.Api;

/// <summary>How strangers are told apart, and what operators see of who is refused.</summary>
public sealed class RefusedCallerTests : IDisposable
{
    private readonly AnsweredStrangers _api = new();

    [Theory]
    [InlineData("2001:db8:0:1::1", "2001:db8:0:1:ffff:ffff:ffff:ffff", true)]
    [InlineData("2001:db8:0:1::1", "2001:db8:0:2::1", false)]
    [InlineData("::ffff:192.0.2.1", "192.0.2.1", true)]
    [InlineData("::ffff:192.0.2.1", "::ffff:192.0.2.2", false)]
    [InlineData("192.0.2.1", "192.0.2.2", false)]
    public async Task Strangers_of_one_network_share_its_limit(string one, string other, bool share)
    {
        for (var n = 0; n < AnsweredStrangers.Limit; n++)
            Assert.Equal(HttpStatusCode.Unauthorized, await _api.AskAsync(one));
        Assert.Equal(HttpStatusCode.TooManyRequests, await _api.AskAsync(one));
        Assert.Equal(share ? HttpStatusCode.TooManyRequests : HttpStatusCode.Unauthorized, await _api.AskAsync(other));
    }

    [Fact]
    public async Task A_whole_64_full_of_addresses_gets_one_limit()
    {
        var answers = new List<HttpStatusCode>();
        for (var n = 1; n <= 50; n++)
            answers.Add(await _api.AskAsync($"2001:db8::{n:x}:{n:x}"));
        Assert.Equal(AnsweredStrangers.Limit, answers.Count(status => status == HttpStatusCode.Unauthorized));
    }

    [Fact]
    public async Task A_refused_caller_leaves_one_line_a_minute_and_is_counted_each_time()
    {
        for (var n = 0; n < 3; n++)
        {
            await _api.AskAsync("2001:db8::1");
            await _api.AskAsync("192.0.2.1", key: "no such key");
            await _api.AskAsync("192.0.2.2", AnsweredStrangers.WritingKey);
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

        await _api.AskAsync("192.0.2.1");
        await _api.AskAsync("192.0.2.2", AnsweredStrangers.WritingKey);
        Assert.Equal(
            [
                "A request from address 192.0.2.1 was refused: 429 (rate-limited)",
                "A request from key writer was refused: 429 (rate-limited)",
            ],
            Lines()[3..]);

        _api.Time.Pass(TimeSpan.FromMinutes(1));
        await _api.AskAsync("192.0.2.1");
        Assert.Equal("A request from address 192.0.2.1 was refused: 401 (unauthorized)", Lines()[^1]);
    }

    [Fact]
    public async Task No_number_of_callers_fills_the_log()
    {
        for (var n = 0; n < 300; n++)
            await _api.AskAsync($"10.0.{n / 200}.{n % 200}");
        Assert.Equal(101, Lines().Length);
        Assert.Equal("A request from further callers was refused: 401 (any)", Lines()[^1]);
        Assert.Equal(300, _api.Counted.Count);
    }

    [Fact]
    public async Task What_a_caller_showed_is_in_no_line()
    {
        const string Secret = "stats_0123456789abcdef0123456789abcdef";
        await _api.AskAsync("192.0.2.1", Secret);
        await _api.AskAsync("192.0.2.2", path: $"/api/stats/stream?ticket={Secret}");
        await _api.AskAsync("192.0.2.3", path: $"/api/{Secret}");
        await _api.AskAsync("192.0.2.4", AnsweredStrangers.WritingKey);
        Assert.Equal(4, Lines().Length);
        Assert.DoesNotContain(Lines(), line => line.Contains(Secret, StringComparison.Ordinal));
        Assert.DoesNotContain(_api.Lines, line => line.Contains(AnsweredStrangers.WritingKey, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Answers_that_concern_no_caller_are_not_counted()
    {
        await _api.AskAsync("192.0.2.1", AnsweredStrangers.ReadingKey, "/api/stats/nothing");
        await _api.AskAsync("192.0.2.1", AnsweredStrangers.ReadingKey, "/api/stats/seasons?colour=red");
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
