using Season.Stub;
using Statsctl;
using Statsctl.Results.Sources;

namespace Stats.Tests.Results.Sources;

public sealed class SourceClientTests : StubTests
{
    [Theory]
    [InlineData(408)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    public async Task A_fault_of_the_service_is_tried_again(int status)
    {
        Stub.Fail(new StubFault.Status(status), times: 3);

        Assert.Equal(3, (await ReadAsync(Open(OpenLigaDb))).Matches.Count);
        Assert.Equal((4, 3), (Stub.Requests.Count, Said.Count));
        Assert.Contains($"getmatchdata/bl1/2025: {status}", Said[0]);
    }

    [Fact]
    public async Task After_four_tries_the_source_is_unavailable()
    {
        Stub.Fail(new StubFault.Status(503), times: 4);

        var problem = await Assert.ThrowsAsync<SourceUnavailableException>(() => ReadAsync(Open(OpenLigaDb)));
        Assert.StartsWith($"{Stub.Address}getmatchdata/bl1/2025: 503", problem.Message);
        Assert.Null(problem.Until);
        Assert.Equal(4, Stub.Requests.Count);
    }

    [Fact]
    public async Task A_half_answer_is_tried_again_and_never_returned()
    {
        Stub.Fail(new StubFault.HalfAnswer());
        Assert.Equal(3, (await ReadAsync(Open(FootballDataOrg))).Matches.Count);
        Assert.Contains("no whole answer", Assert.Single(Said));

        Stub.Fail(new StubFault.HalfAnswer(), times: 4);
        await Assert.ThrowsAsync<SourceUnavailableException>(() => ReadAsync(Open(FootballDataOrg)));
    }

    [Fact]
    public async Task A_half_answer_leaves_the_earlier_reading_as_it_was()
    {
        var source = Open(FootballDataOrg);
        var first = await source.ReadAsync(CancellationToken.None);
        Stub.Fail(new StubFault.Body("[{\"status\":"));
        await Assert.ThrowsAsync<UnreadableFileException>(() => source.ReadAsync(CancellationToken.None));

        Assert.Same(first, await source.ReadAsync(CancellationToken.None));
    }

    [Theory]
    [InlineData("Retry-After")]
    [InlineData("X-RequestCounter-Reset")]
    public async Task A_refusal_within_the_longest_wait_is_waited_for(string header)
    {
        Stub.Fail(new StubFault.Status(429, header, 1));
        var started = TimeProvider.System.GetTimestamp();

        await ReadAsync(Open(FootballDataOrg));
        Assert.True(TimeProvider.System.GetElapsedTime(started) >= TimeSpan.FromMilliseconds(900));
        Assert.EndsWith("next try in 1 s", Assert.Single(Said));
    }

    [Fact]
    public async Task A_longer_refusal_is_reported_with_its_end()
    {
        Stub.Fail(new StubFault.Status(429, "Retry-After", 600));

        var problem = await Assert.ThrowsAsync<SourceUnavailableException>(() => ReadAsync(Open(FootballDataOrg)));
        Assert.Equal(Clock.GetUtcNow().AddMinutes(10), problem.Until);
        Assert.Single(Stub.Requests);
    }

    [Fact]
    public async Task Without_requests_left_the_next_one_waits_for_the_next_period()
    {
        (Stub.RequestsAvailable, Stub.CounterReset) = (0, 1);
        using var diagnostics = new SourceDiagnostics();
        var source = Open(FootballDataOrg, diagnostics);
        await ReadAsync(source);
        Assert.Equal(new SourceState(Clock.GetUtcNow(), 0), diagnostics.States["football-data.org"]);

        await ReadAsync(source);
        Assert.Equal("127.0.0.1 allows no more requests for 1 s: waiting", Assert.Single(Said));

        Stub.CounterReset = 3600;
        await ReadAsync(source);
        var problem = await Assert.ThrowsAsync<SourceUnavailableException>(() => ReadAsync(source));
        Assert.Equal(Clock.GetUtcNow().AddHours(1), problem.Until);
    }

    [Fact]
    public async Task A_slow_answer_ends_at_the_time_limit()
    {
        Stub.Fail(new StubFault.Slow(TimeSpan.FromSeconds(20)), times: 4);
        var source = Assert.Single(ResultSources.Open([OpenLigaDb], Options(timeout: TimeSpan.FromMilliseconds(50))));

        var problem = await Assert.ThrowsAsync<SourceUnavailableException>(() => ReadAsync(source));
        Assert.EndsWith("no answer within 0.05 s", problem.Message);
    }

    [Fact]
    public async Task A_cancelled_reading_is_cancelled()
    {
        Stub.Fail(new StubFault.Slow(TimeSpan.FromSeconds(20)));
        using var soon = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Open(OpenLigaDb).ReadAsync(soon.Token));
        Assert.Empty(Said);
    }

    [Theory]
    [InlineData(301, "expected 200, found 301")]
    [InlineData(304, "expected 200, found 304")]
    [InlineData(400, "expected 200, found 400")]
    [InlineData(401, "check the token in STATS_FOOTBALL_DATA_TOKEN")]
    [InlineData(404, "expected 200, found 404")]
    public async Task Another_status_is_not_tried_again(int status, string expectation)
    {
        Stub.Fail(new StubFault.Status(status));

        var problem = await Assert.ThrowsAsync<UnreadableFileException>(() => ReadAsync(Open(FootballDataOrg)));
        Assert.Contains(expectation, problem.Message);
        Assert.Single(Stub.Requests);
    }

    [Fact]
    public async Task A_service_that_is_not_there_is_unavailable()
    {
        var options = new SourceOptions { OpenLigaDb = new Uri("http://127.0.0.1:1/"), RetryDelay = TimeSpan.FromMilliseconds(1) };

        var problem = await Assert.ThrowsAsync<SourceUnavailableException>(
            () => ReadAsync(Assert.Single(ResultSources.Open([OpenLigaDb], options))));
        Assert.StartsWith("http://127.0.0.1:1/getmatchdata/bl1/2025: no whole answer", problem.Message);
    }
}
