using Season.Stub;
using Stats.Tests.Results.Sources;
using Statsctl;
using Statsctl.Follow;
using Statsctl.Results.Sources;

namespace Stats.Tests.Follow;

public sealed class FollowedSourcesTests : StubTests
{
    // The stub has no such league.
    private const string Unknown = "openligadb:bl9/2025";

    private readonly List<string> _told = [];

    [Fact]
    public async Task A_source_that_fails_is_told_once_and_does_not_stop_the_others()
    {
        var sources = Follow(Unknown, FootballDataOrg);

        for (var poll = 0; poll < 3; poll++)
            Assert.Equal(3, Assert.Single(await sources.ReadAsync(CancellationToken.None)).Matches.Count);

        Assert.StartsWith($"{Unknown} can't be read, and is tried again at the next poll: ", Assert.Single(_told));
        Assert.Null(sources.All[0].LastSuccess);
        Assert.Equal(Clock.GetUtcNow(), sources.All[1].LastSuccess);
    }

    [Fact]
    public async Task While_a_source_fails_its_last_whole_reading_is_used()
    {
        var sources = Follow(FootballDataOrg);
        // With a tag, the answer would be 304, which has no half.
        Stub.HasEntityTags = false;
        var before = await sources.ReadAsync(CancellationToken.None);
        Stub.Fail(new StubFault.HalfAnswer(), times: 4);
        Stub.Fail(new StubFault.Status(500), times: 4);

        Assert.Equal(before, await sources.ReadAsync(CancellationToken.None));
        Assert.Equal(before, await sources.ReadAsync(CancellationToken.None));
        Assert.Single(_told);

        Clock.GoTo(Kickoff.AddMinutes(105));
        Assert.Equal(MatchStatus.Finished, Assert.Single(await sources.ReadAsync(CancellationToken.None)).Matches[0].Status);
        Assert.Equal($"{FootballDataOrg} answers again.", _told[^1]);
        Assert.Equal(2, _told.Count);
    }

    [Fact]
    public async Task A_source_is_not_asked_before_the_time_that_it_names()
    {
        var sources = Follow(FootballDataOrg);
        Stub.Fail(new StubFault.Status(429, "Retry-After", 600));
        Assert.Empty(await sources.ReadAsync(CancellationToken.None));

        Clock.Pass(TimeSpan.FromMinutes(9));
        Assert.Empty(await sources.ReadAsync(CancellationToken.None));
        Assert.Single(Stub.Requests);

        Clock.Pass(TimeSpan.FromMinutes(1));
        Assert.Single(await sources.ReadAsync(CancellationToken.None));
        Assert.Equal(2, Stub.Requests.Count);
    }

    [Fact]
    public async Task Two_sources_of_one_season_are_an_error()
    {
        var sources = Follow(OpenLigaDb, FootballDataOrg);

        var problem = await Assert.ThrowsAsync<UnreadableFileException>(() => sources.ReadAsync(CancellationToken.None));
        Assert.Contains("de.1 of 2025-26", problem.Message);
    }

    private FollowedSources Follow(params string[] sources) => new(ResultSources.Open(sources, Options()), Clock, _told.Add);
}
