using Season.Stub;
using Stats.Tests.Results.Sources;
using Statsctl.Follow;
using Statsctl.Forecasters;
using Statsctl.Results;
using Statsctl.Results.Sources;

namespace Stats.Tests.Follow;

/// <summary>Polls without a system. Integration tests have one.</summary>
public sealed class FollowerTests : StubTests, IDisposable
{
    private readonly HttpClient _nowhere = Statsctl.Api.Client("http://127.0.0.1:1/", "key");
    private readonly FollowDiagnostics _diagnostics = new(TimeSpan.FromMinutes(1));
    private readonly List<string> _told = [];

    public void Dispose()
    {
        _nowhere.Dispose();
        _diagnostics.Dispose();
    }

    [Fact]
    public async Task An_outage_of_the_system_is_told_once_and_shows_in_health()
    {
        var follower = Follow(OpenLigaDb);
        Assert.Equal("no poll has ended yet", follower.Health.NotReady);

        Assert.Equal(PollOutcome.Nothing, await follower.PollAsync(CancellationToken.None));
        Assert.Equal(PollOutcome.Nothing, await follower.PollAsync(CancellationToken.None));

        Assert.Contains("can't be reached", follower.Health.NotReady);
        Assert.Null(follower.Health.NotLive);
        Assert.StartsWith("The poll failed, and is repeated at the next one: ", Assert.Single(_told));
        // The sources are shown all the same.
        Assert.Equal(3, follower.Scoreboard.Matches.Count);
    }

    [Fact]
    public async Task Before_a_source_was_read_the_feed_is_not_ready()
    {
        var follower = Follow(FootballDataOrg);
        Stub.Fail(new StubFault.Status(401));

        await follower.PollAsync(CancellationToken.None);

        Assert.Equal("no source could be read yet", follower.Health.NotReady);
    }

    [Fact]
    public async Task It_polls_until_it_is_cancelled()
    {
        using var stop = new CancellationTokenSource();
        var follower = Follow(FootballDataOrg);
        var running = follower.RunAsync(stop.Token);
        while (Stub.Requests.Count < 3)
            await Task.Delay(10);

        await stop.CancelAsync();

        await running.WaitAsync(TimeSpan.FromSeconds(30));
    }

    private Follower Follow(string source) => new(
        ResultSources.Open([source], Options()),
        _nowhere,
        new FollowSettings(
            new Uri("amqp://127.0.0.1:1/"), TimeSpan.FromMilliseconds(20), BuiltInForecasters.All, TimeZones.None, ClubAliases.None),
        _diagnostics,
        Clock,
        _told.Add);
}
