using Statsctl.Results;

namespace Stats.Tests.Results;

/// <summary>Doubts about sources: they warn, and are refused by strict plans.</summary>
public sealed class SeasonDoubtsTests
{
    private const string NoOffset =
        "kickoffs have no offset, and no --time-zone is given: they are taken as UTC, and decide so which predictions are late";

    private readonly SimulatedSystem _system = new();

    [Fact]
    public void The_same_result_twice_in_a_round_is_doubtful_and_both_places_are_named() => AssertDoubt(
        "listed twice in round 'Matchday 31' with the same score 0-2: xx.1.json:1 (2026-03-16) and xx.1.json:2 (2026-04-24)",
        "2026-03-16 15:00 Reds 0-2 Blues #31",
        "2026-04-24 19:00 Reds 0-2 Blues #31");

    [Fact]
    public void Without_rounds_the_same_result_twice_on_a_day_is_doubtful() => AssertDoubt(
        "listed twice with the same score 0-2: xx.1.json:1 (2026-03-16) and xx.1.json:2 (2026-03-16)",
        "2026-03-16 15:00 Reds 0-2 Blues",
        "2026-03-16 19:00 Reds 0-2 Blues");

    [Fact]
    public void Two_names_of_one_club_list_a_match_twice()
    {
        var source = SourceSeasons.Of("2026-03-16 15:00 Arsenal_FC 0-2 Everton #31", "2026-03-17 15:00 Arsenal 0-2 Everton_FC #31");
        source = source with { Competition = source.Competition with { Id = "en.1" } };
        Assert.Contains(_system.Plan(source).Warnings, warning => warning.Text.Contains("listed twice"));
    }

    [Fact]
    public void Replays_return_matches_and_other_rounds_are_not_doubtful() => AssertNoDoubt(
        "2026-03-16 15:00 Reds 0-2 Blues #31",
        "2026-03-17 15:00 Blues 0-2 Reds #31",
        "2026-03-18 15:00 Reds 0-2 Blues #32",
        "2026-03-19 15:00 Reds - Blues #33 postponed",
        "2026-03-20 15:00 Reds 0-2 Blues #33");

    [Fact]
    public void More_matches_in_a_round_than_clubs_allow_are_doubtful() => AssertDoubt(
        "round 'Matchday 1' has 3 matches, but the season's clubs can play 2 at once",
        "2026-03-16 15:00 Reds 0-2 Blues #1",
        "2026-03-16 15:00 Greens 0-2 Blacks #1",
        "2026-03-17 15:00 Reds 1-1 Greens #1");

    [Fact]
    public void A_result_before_kickoff_is_doubtful()
    {
        var warning = Assert.Single(Warnings("2026-05-16 15:00 Reds 0-2 Blues"));
        Assert.Contains("before kickoff", warning.Text);
    }

    [Fact]
    public void A_kickoff_far_from_its_season_is_doubtful() =>
        Assert.Contains("far from the season 2025-26", Assert.Single(Warnings("2024-03-16 15:00 Reds 0-2 Blues")).Text);

    [Fact]
    public void A_club_against_itself_is_doubtful_and_never_published()
    {
        var plan = _system.Plan(SourceSeasons.Of("2026-03-16 15:00 Reds 0-2 Reds"));
        Assert.Empty(plan.Changes);
        Assert.Equal("a club plays against itself", Assert.Single(plan.Skipped).Reason);
        AssertDoubt("a club plays against itself", "2026-03-16 15:00 Reds 0-2 Reds");
    }

    [Fact]
    public void A_time_that_exists_twice_is_doubtful()
    {
        var zones = TimeZones.Named("Europe/Berlin")!;
        var plan = _system.Plan(SourceSeasons.Of("2025-10-26 02:30 Reds 0-2 Blues"), options => options with { Zones = zones });
        Assert.Contains("exists twice in Europe/Berlin", Assert.Single(plan.Warnings).Text);
    }

    [Fact]
    public void Kickoffs_without_offset_and_zone_are_one_warning_for_each_source_which_is_never_refused()
    {
        var source = SourceSeasons.Of("2026-03-16 15:00 Reds 0-2 Blues", "2026-03-17 15:00 Blues 0-2 Reds");
        var plan = _system.Plan(source, options => options with { Strict = true });
        Assert.Equal(new PlanWarning("xx.1.json", NoOffset), Assert.Single(plan.Warnings));
        Assert.Empty(plan.Refused);
        var zones = TimeZones.Named("UTC")!;
        Assert.Empty(_system.Plan(source, options => options with { Zones = zones }).Warnings);
    }

    [Fact]
    public void Two_names_with_one_id_are_refused_unless_they_are_aliases()
    {
        var plan = _system.Plan(SourceSeasons.Of("2026-03-16 15:00 Atlético 0-2 Blues", "2026-03-17 15:00 Blues 0-2 Atletico"));
        Assert.Empty(plan.Changes);
        var refused = Assert.Single(plan.Refused);
        Assert.Contains("'Atlético' (xx.1.json:1) and 'Atletico' (xx.1.json:2) have the same id", refused.Reason);
        Assert.Contains("--aliases", refused.Reason);
    }

    [Fact]
    public void A_name_without_letters_is_refused()
    {
        var plan = _system.Plan(SourceSeasons.Of("2026-03-16 15:00 !! 0-2 Blues"));
        Assert.Equal(("xx.1.json:1", "!!"), Assert.Single(plan.Refused.Select(refused => (refused.Where, refused.Match))));
        Assert.Contains("--aliases", plan.Refused[0].Reason);
    }

    private void AssertDoubt(string doubt, params string[] rows)
    {
        Assert.Contains(doubt, Assert.Single(Warnings(rows)).Text);
        var strict = _system.Plan(SourceSeasons.Of(rows), options => options with { Strict = true });
        Assert.Equal(doubt, Assert.Single(strict.Refused).Reason);
    }

    private void AssertNoDoubt(params string[] rows) => Assert.Empty(Warnings(rows));

    private PlanWarning[] Warnings(params string[] rows) =>
        [.. _system.Plan(SourceSeasons.Of(rows)).Warnings.Where(warning => warning.Text != NoOffset)];
}
