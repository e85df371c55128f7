using Season.Replay;
using Stats.Tests.Replay;
using Statsctl.Results;
using Statsctl.Results.Sources;

namespace Stats.Tests.Results;

/// <summary>Each of the <see cref="CaseFiles"/> ends right.</summary>
public sealed class CaseTests : FileTests
{
    private readonly SimulatedSystem _system = new();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_corrected_file_ends_in_its_own_results_with_and_without_an_alias_from_the_beginning(bool hasAlias)
    {
        var aliases = hasAlias
            ? ClubAliases.Read(Files.Write("aliases.csv", "competition,name,id,display_name\ncf.1,Alpha,alpha-fc,Alpha FC\n"))
            : ClubAliases.None;
        await ApplyAsync("2025-26/cf.1.json", CaseFiles.CorrectedBefore, options => options with { GivenAliases = aliases });
        var plan = await ApplyAsync("2025-26/cf.1.json", CaseFiles.CorrectedAfter, options => options with { GivenAliases = aliases });
        Assert.Equal((3, 0), (plan.Count(ChangeKind.Corrected), plan.Count(ChangeKind.New)));
        Assert.Equal(
            ["2025-11-29 15:00 alpha-fc 3-2 beta", "2026-01-31 17:30 gamma-fc 0-2 delta", "2026-02-08 16:30 beta 1-2 alpha-fc"],
            _system.Results);
        Assert.Equal(3, _system.Held.Matches.Count);
        Assert.Equal("Alpha FC", _system.Held.Clubs.Single(club => club.Club.Id == "alpha-fc").Club.Name);
    }

    [Fact]
    public async Task The_first_of_two_meetings_that_gets_its_score_later_is_a_match_of_its_own()
    {
        await ApplyAsync("2025-26/sw.1.json", CaseFiles.SwapBefore);
        var plan = await ApplyAsync("2025-26/sw.1.json", CaseFiles.SwapAfter);
        Assert.Equal((1, 1), (plan.Count(ChangeKind.New), plan.Unchanged));
        Assert.Equal(["2025-08-30 12:00 north 0-1 south", "2025-11-01 12:00 north 3-0 south"], _system.Results);
    }

    [Fact]
    public async Task An_offset_in_the_data_is_read()
    {
        var plan = await ApplyAsync("2026/cup.json", CaseFiles.UtcOffset);
        Assert.Equal(["2026-06-28 19:00 north 0-1 south"], _system.Results);
        Assert.DoesNotContain(plan.Warnings, warning => warning.Text.Contains("--time-zone"));
    }

    [Fact]
    public async Task A_match_that_is_listed_twice_is_a_warning_that_names_both_and_refused_by_a_strict_plan()
    {
        var plan = await ApplyAsync("2018-19/xy.1.json", CaseFiles.ListedTwice);
        var warning = Assert.Single(plan.Warnings, each => each.Text.Contains("listed twice")).Text;
        Assert.Contains("xy.1.json:2 (2019-03-16)", warning);
        Assert.Contains("xy.1.json:3 (2019-04-24)", warning);
        var strict = _system.Plan(await ReadAsync("2018-19/xy.1.json"), options => options with { Strict = true });
        Assert.Contains("listed twice", Assert.Single(strict.Refused).Reason);
    }

    [Fact]
    public void A_replay_in_a_time_zone_has_the_kickoff_in_UTC()
    {
        var path = Files.Write("2010-11/tz.1.json", CaseFiles.LocalTime);
        var predictions = Files.Write("predictions.csv", CaseFiles.LocalTimePredictions);
        var input = ReplayInput.Read([path], predictions, [], TimeZones.Named("Europe/Berlin"));
        var match = Assert.Single(input.Results.Matches).Result;
        Assert.Equal(new DateTimeOffset(2010, 8, 20, 18, 30, 0, TimeSpan.Zero), match.Kickoff);
        var late = input.Predictions.Where(prediction => prediction.MatchId == match.MatchId && prediction.SubmittedAt >= match.Kickoff);
        Assert.Equal("after-the-final-whistle", Assert.Single(late).Model.Id);
    }

    private async Task<ResultsPlan> ApplyAsync(string name, string text, Func<PlanOptions, PlanOptions>? adjust = null)
    {
        Files.Write(name, text);
        return _system.Apply(await ReadAsync(name), adjust);
    }

    private async Task<SourceSeason> ReadAsync(string name)
    {
        var sources = ResultSources.Open([Path.Combine(Files.Folder, name)], new SourceOptions());
        return Assert.Single((await ResultSources.ReadAllAsync(sources, CancellationToken.None)).Seasons);
    }
}
