using static Stats.IntegrationTests.Facts;

namespace Stats.IntegrationTests.WholeSystem;

[Collection(SystemFixture.Collection)]
public sealed class CorrectionPageTests(SystemFixture fixture) : SystemTests(fixture)
{
    private const string Table = "competition/xx.1?season=2019-20";

    // ExactnessTests covers the tags of all pages.
    private static readonly string[] OfAnotherLeague =
        ["corrections?competition=yy.1", "competition/yy.1", "leaderboard?competition=yy.1", "club/whites", "matches/m2"];

    private protected override async Task BeginAsync()
    {
        await System.PublishAsync(
            Prediction("m1", "alice", 2, 1),
            Prediction("m1", "bob", 0, 0),
            Prediction("m1", "carol", 0, 1),
            Result("m1", 2, 1),
            Prediction("m2", "alice", 1, 0),
            Result("m2", 1, 0, competition: "yy.1", homeClub: "whites", awayClub: "blacks"));
        await System.SettleAsync("(select count(*) from stats.prediction) = 4 and (select count(*) from stats.match) = 2");
    }

    [Fact]
    public async Task Corrections_are_listed_with_both_results_and_the_ranks_that_they_changed()
    {
        Assert.Empty((await System.DataAsync("corrections")).AsArray());
        await ACorrectionIsListedWithTheRanksInTheTables();
        await AVoidAndANewResultAreListedToo();
    }

    private async Task ACorrectionIsListedWithTheRanksInTheTables()
    {
        foreach (var other in OfAnotherLeague)
            await System.GetAsync(other);
        var before = await RanksAsync();
        await CorrectAsync(Result("m1", 0, 0, revision: 2), 2);
        var after = await RanksAsync();

        var page = await System.GetAsync("corrections");
        var correction = Assert.Single(page["data"]!.AsArray())!;
        Assert.Equal(page["meta"]!["version"]!.GetValue<long>(), correction["change"]!.GetValue<long>());
        Assert.Equal(
            ("m1", 1, "completed"),
            ($"{correction["matchId"]}", correction["before"]!["revision"]!.GetValue<int>(), $"{correction["before"]!["status"]}"));
        Assert.Equal("""{"regularTime":{"home":2,"away":1}}""", correction["before"]!["result"]!.ToJsonString());
        Assert.Equal("""{"regularTime":{"home":0,"away":0}}""", correction["after"]!["result"]!.ToJsonString());
        Assert.Equal("REDS", $"{correction["after"]!["homeClub"]!["name"]}");
        var expected = before.Keys.Where(model => before[model] != after[model])
            .Select(model => $"{model} {before[model]} {after[model]}")
            .Order();
        var changes = correction["rankChanges"]!.AsArray().Select(r => $"{r!["modelId"]} {r["previousRank"]} {r["rank"]}").Order();
        Assert.Equal(expected, changes);
        Assert.Equal((2, "BOB", "competition:xx.1@2019-20"), (
            correction["ranksChanged"]!.GetValue<int>(),
            $"{correction["rankChanges"]!.AsArray().Single(r => $"{r!["modelId"]}" == "bob")!["displayName"]}",
            $"{correction["rankChanges"]![0]!["scope"]}"));
        // The history of the match has the same events, and the pages of another league are still cached.
        var history = (await System.DataAsync("matches/m1"))["history"]!.AsArray();
        Assert.Equal(history.TakeLast(2).Select(e => $"{e!["eventId"]}"), correction["eventIds"]!.AsArray().Select(id => $"{id}"));
        Assert.Equal([1, 2], history.Select(e => e!["revision"]!.GetValue<int>()).Distinct());
        foreach (var other in OfAnotherLeague)
            Assert.True((await System.GetAsync(other))["meta"]!["cached"]!.GetValue<bool>(), other);
        Assert.True((await System.GetAsync("corrections"))["meta"]!["cached"]!.GetValue<bool>());
    }

    private async Task AVoidAndANewResultAreListedToo()
    {
        await CorrectAsync(Void("m1", 3), 3);
        await CorrectAsync(Result("m1", 0, 0, revision: 4, competition: "zz.1"), 4);
        var corrections = (await System.DataAsync("corrections")).AsArray();
        Assert.Equal(
            ["voided completed", "completed voided", "completed completed"],
            corrections.Select(c => $"{c!["before"]!["status"]} {c["after"]!["status"]}"));
        Assert.Equal(("xx.1", "zz.1"), ($"{corrections[0]!["before"]!["competitionId"]}", $"{corrections[0]!["after"]!["competitionId"]}"));
        Assert.Contains(corrections[1]!["rankChanges"]!.AsArray(), r => r!["rank"] is null && r["previousRank"] is not null);
        Assert.Contains(corrections[0]!["rankChanges"]!.AsArray(), r => r!["rank"] is not null && r["previousRank"] is null);
    }

    private async Task CorrectAsync(FeedMessage message, int revision)
    {
        await System.PublishAsync(message);
        await System.SettleAsync($"(select revision from stats.match where id = 'm1') = {revision}");
    }

    private async Task<Dictionary<string, int>> RanksAsync() => (await System.DataAsync(Table))["models"]!.AsArray()
        .ToDictionary(row => $"{row!["modelId"]}", row => row!["rank"]!.GetValue<int>());
}
