using Stats.Contracts;
using Statsctl.Results;

namespace Stats.Tests.Results;

public sealed class ResultsPlanTests
{
    private readonly SimulatedSystem _system = new();

    [Fact]
    public void New_results_are_revision_one_and_fixtures_are_skipped_with_a_reason()
    {
        var plan = _system.Apply(SourceSeasons.Of("2026-03-14 15:00 Reds 2-1 Blues", "2026-03-21 15:00 Blues - Reds"));
        var change = Assert.Single(plan.Changes);
        Assert.Equal((ChangeKind.New, "xx.1.2025-26.reds.blues", 1), (change.Kind, change.After.MatchId, change.After.Revision));
        Assert.Equal(new LeftOut("xx.1.json:2", "Blues – Reds, 2026-03-21", "not played yet"), Assert.Single(plan.Skipped));
        Assert.Equal(["2026-03-14 15:00 reds 2-1 blues"], _system.Results);
    }

    [Fact]
    public void Names_alone_are_no_difference()
    {
        _system.Apply(SourceSeasons.Of("2026-03-14 15:00 Reds 2-1 Blues"));
        var plan = _system.Plan(SourceSeasons.Of("2026-03-14 15:00 REDS 2-1 Blues"));
        Assert.Equal((0, 1), (plan.Changes.Count, plan.Unchanged));
    }

    [Theory]
    [InlineData("2026-03-14 15:00 Reds 2-2 Blues", "score 2-1 → 2-2")]
    [InlineData("2026-03-15 15:30 Reds 2-1 Blues", "kickoff 2026-03-14 15:00:00Z → 2026-03-15 15:30:00Z")]
    [InlineData("2026-03-14 15:00 Reds_FC 2-1 Blues", "home club reds → reds-fc")]
    public void A_changed_score_kickoff_or_club_is_the_next_revision_of_the_same_match(string row, string difference)
    {
        _system.Apply(SourceSeasons.Of("2026-03-14 15:00 Reds 2-1 Blues"));
        var change = Assert.Single(_system.Apply(SourceSeasons.Of(row)).Changes);
        Assert.Equal((ChangeKind.Corrected, difference), (change.Kind, change.What));
        Assert.Equal(("xx.1.2025-26.reds.blues", 2), (change.After.MatchId, change.After.Revision));
    }

    [Fact]
    public void A_source_with_the_day_alone_keeps_a_known_time_of_that_day()
    {
        _system.Apply(SourceSeasons.Of("2026-03-14 20:45 Reds 2-1 Blues"));
        Assert.Empty(_system.Plan(SourceSeasons.Of("2026-03-14 Reds 2-1 Blues")).Changes);
        _system.Apply(SourceSeasons.Of("2026-03-15 Reds 2-1 Blues"));
        Assert.Equal(["2026-03-15 15:00 reds 2-1 blues"], _system.Results);
    }

    [Fact]
    public void Of_several_meetings_each_is_the_stored_one_with_the_nearest_kickoff()
    {
        _system.Apply(SourceSeasons.Of(
            "2025-08-30 15:00 Reds 1-0 Blues", "2025-11-01 15:00 Reds 2-0 Blues", "2026-02-01 15:00 Reds 3-0 Blues"));
        var plan = _system.Apply(SourceSeasons.Of("2026-02-08 15:00 Reds 3-1 Blues", "2025-10-25 15:00 Reds 2-1 Blues"));
        Assert.Equal(
            ["xx.1.2025-26.reds.blues.2: score 2-0 → 2-1", "xx.1.2025-26.reds.blues.3: score 3-0 → 3-1"],
            plan.Changes.Select(change => $"{change.After.MatchId}: {change.What.Split(',')[0]}"));
        Assert.Equal("xx.1.2025-26.reds.blues", Assert.Single(plan.Skipped).Where);
    }

    [Fact]
    public void A_new_meeting_gets_a_number_that_no_stored_match_has()
    {
        _system.Apply(SourceSeasons.Of("2025-08-30 15:00 Reds - Blues", "2025-11-01 15:00 Reds 3-0 Blues"));
        var plan = _system.Apply(SourceSeasons.Of("2025-08-30 15:00 Reds 0-1 Blues", "2025-11-01 15:00 Reds 3-0 Blues"));
        Assert.Equal("xx.1.2025-26.reds.blues.2", Assert.Single(plan.Changes).After.MatchId);
        Assert.Equal(["2025-08-30 15:00 reds 0-1 blues", "2025-11-01 15:00 reds 3-0 blues"], _system.Results);
    }

    [Fact]
    public void A_match_that_was_called_off_and_played_later_is_the_stored_one()
    {
        _system.Apply(SourceSeasons.Of("2025-08-30 15:00 Reds 0-1 Blues"));
        var plan = _system.Apply(SourceSeasons.Of("2025-08-30 15:00 Reds - Blues postponed", "2025-09-10 15:00 Reds 0-1 Blues"));
        Assert.Equal((ChangeKind.Corrected, "xx.1.2025-26.reds.blues"), Assert.Single(plan.Changes.Select(c => (c.Kind, c.After.MatchId))));
        Assert.Equal("postponed", Assert.Single(plan.Skipped).Reason);
    }

    [Theory]
    [InlineData("awarded")]
    [InlineData("abandoned")]
    public void A_match_that_does_not_count_is_a_result_and_a_void(string status)
    {
        var change = Assert.Single(_system.Apply(SourceSeasons.Of($"2026-03-14 15:00 Reds 3-0 Blues {status}")).Changes);
        Assert.Equal((ChangeKind.New, true, 2), (change.Kind, change.After.Voided, change.After.Revision));
        Assert.Empty(_system.Plan(SourceSeasons.Of($"2026-03-14 15:00 Reds 3-0 Blues {status}")).Changes);
    }

    [Fact]
    public void A_finished_match_that_is_awarded_is_voided_and_counts_again_when_it_is_not()
    {
        _system.Apply(SourceSeasons.Of("2026-03-14 15:00 Reds 1-2 Blues"));
        var awarded = Assert.Single(_system.Apply(SourceSeasons.Of("2026-03-14 15:00 Reds 1-2 Blues awarded")).Changes);
        Assert.Equal((ChangeKind.Voided, "awarded", 2), (awarded.Kind, awarded.What, awarded.After.Revision));
        var back = Assert.Single(_system.Apply(SourceSeasons.Of("2026-03-14 15:00 Reds 1-2 Blues")).Changes);
        Assert.Equal((ChangeKind.Corrected, "counts again", 3), (back.Kind, back.What, back.After.Revision));
        Assert.Equal(["2026-03-14 15:00 reds 1-2 blues"], _system.Results);
    }

    [Fact]
    public void An_awarded_score_is_recorded_before_the_void()
    {
        _system.Apply(SourceSeasons.Of("2026-03-14 15:00 Reds 1-2 Blues"));
        _system.Apply(SourceSeasons.Of("2026-03-14 15:00 Reds 3-0 Blues awarded"));
        var held = _system.Match("xx.1.2025-26.reds.blues");
        Assert.Equal((true, 3, new Goals(3, 0)), (held.Voided, held.Revision, held.Score.RegularTime));
    }

    [Theory]
    [InlineData("scheduled", "not played yet")]
    [InlineData("inplay", "being played")]
    [InlineData("suspended", "suspended")]
    [InlineData("postponed", "postponed")]
    [InlineData("cancelled", "cancelled")]
    public void A_status_without_a_result_publishes_nothing_and_voids_a_stored_result_only_if_told(string status, string reason)
    {
        var source = SourceSeasons.Of($"2026-03-14 15:00 Reds 0-0 Blues {status}");
        Assert.Equal(reason, Assert.Single(_system.Apply(source).Skipped).Reason);
        _system.Apply(SourceSeasons.Of("2026-03-14 15:00 Reds 2-1 Blues"));
        var plan = _system.Apply(source);
        Assert.Empty(plan.Changes);
        Assert.Equal($"{reason}, but the system holds 2-1: --void-missing voids it", Assert.Single(plan.Skipped).Reason);
        Assert.Equal(ChangeKind.Voided, Assert.Single(_system.Apply(source, options => options with { VoidMissing = true }).Changes).Kind);
        Assert.Empty(_system.Results);
    }

    [Fact]
    public void A_match_that_vanished_is_voided_only_if_told_and_revived_when_it_is_back()
    {
        var (both, one) = (
            SourceSeasons.Of("2026-03-14 15:00 Reds 2-1 Blues", "2026-03-15 15:00 Greens 0-0 Blacks"),
            SourceSeasons.Of("2026-03-14 15:00 Reds 2-1 Blues"));
        _system.Apply(both);
        var kept = _system.Apply(one);
        Assert.Equal((0, 1), (kept.Changes.Count, kept.Skipped.Count));
        Assert.Equal("Greens – Blacks, 2026-03-15", kept.Skipped[0].Match);
        var change = Assert.Single(_system.Apply(one, options => options with { VoidMissing = true }).Changes);
        Assert.Equal((ChangeKind.Voided, "xx.1.2025-26.greens.blacks"), (change.Kind, change.After.MatchId));
        Assert.Equal("counts again", Assert.Single(_system.Apply(both).Changes).What);
    }

    [Fact]
    public void A_source_without_any_match_voids_no_season()
    {
        _system.Apply(SourceSeasons.Of("2026-03-14 15:00 Reds 2-1 Blues"));
        var plan = _system.Plan(SourceSeasons.Of(Array.Empty<string>()), options => options with { VoidMissing = true });
        Assert.Empty(plan.Changes);
        Assert.Contains("no matches at all", Assert.Single(plan.Refused).Reason);
    }

    [Theory]
    [InlineData("2026-03-14 15:00 Reds 2-1 Blues_United")]
    [InlineData("2026-03-14 15:00 Old_Reds 2-1 Blues")]
    [InlineData("2026-03-14 15:00 Blues 1-2 Reds")]
    public void A_match_whose_club_is_renamed_or_changes_sides_is_the_stored_one(string row)
    {
        _system.Apply(SourceSeasons.Of("2026-03-14 15:00 Reds 2-1 Blues"));
        var change = Assert.Single(_system.Apply(SourceSeasons.Of(row)).Changes);
        Assert.Equal((ChangeKind.Corrected, "xx.1.2025-26.reds.blues"), (change.Kind, change.After.MatchId));
    }

    [Fact]
    public void A_void_of_another_hand_can_be_kept_while_the_result_is_equal()
    {
        _system.Apply(SourceSeasons.Of("2026-03-14 15:00 Reds 2-1 Blues awarded"));
        static PlanOptions KeepVoids(PlanOptions options) => options with { KeepVoids = true };
        Assert.Empty(_system.Plan(SourceSeasons.Of("2026-03-14 15:00 Reds 2-1 Blues"), KeepVoids).Changes);
        Assert.Single(_system.Plan(SourceSeasons.Of("2026-03-14 15:00 Reds 2-2 Blues"), KeepVoids).Changes);
        Assert.Single(_system.Plan(SourceSeasons.Of("2026-03-14 15:00 Reds 2-1 Blues")).Changes);
    }

    [Fact]
    public void Other_seasons_and_competitions_are_left_alone()
    {
        _system.Apply(SourceSeasons.Of("2026-03-14 15:00 Reds 2-1 Blues") with { Season = "2024-25" });
        _system.Apply(SourceSeasons.Of("2026-03-14 15:00 Reds 2-1 Blues") with { Competition = new Competition("xx.2", "Second") });
        var plan = _system.Apply(SourceSeasons.Of("2026-03-14 15:00 Greens 2-1 Blacks"), options => options with { VoidMissing = true });
        Assert.Equal((1, 0, 0), (plan.Changes.Count, plan.Skipped.Count, plan.Unchanged));
    }

    [Fact]
    public void A_match_with_the_last_revision_is_refused()
    {
        var kickoff = new DateTimeOffset(2026, 3, 14, 15, 0, 0, TimeSpan.Zero);
        _system.Publish(new MatchCompleted(
            "m", new Competition("xx.1", "League"), "2025-26", new Club("reds", "Reds"), new Club("blues", "Blues"), kickoff,
            new Score(new Goals(2, 1)), int.MaxValue, kickoff));
        Assert.Equal(1, _system.Plan(SourceSeasons.Of("2026-03-14 15:00 Reds 2-1 Blues")).Unchanged);
        Assert.Contains("used up", Assert.Single(_system.Plan(SourceSeasons.Of("2026-03-14 15:00 Reds 2-2 Blues")).Refused).Reason);
    }

    [Fact]
    public void A_message_that_the_service_would_refuse_is_refused_with_its_reason()
    {
        var plan = _system.Plan(SourceSeasons.Of($"2026-03-14 15:00 Reds 2-1 {new string('b', 201)}"));
        Assert.Contains("bad-", Assert.Single(plan.Refused).Reason);
        Assert.Empty(plan.Changes);
    }

    [Fact]
    public void An_old_result_has_the_time_of_its_final_whistle_and_a_correction_that_of_the_plan()
    {
        var first = Assert.Single(_system.Apply(SourceSeasons.Of("2026-03-14 15:00 Reds 2-1 Blues")).Changes).Messages[0];
        Assert.Equal(new DateTimeOffset(2026, 3, 14, 17, 0, 0, TimeSpan.Zero), Assert.IsType<MatchCompleted>(first).OccurredAt);
        var second = Assert.Single(_system.Apply(SourceSeasons.Of("2026-03-14 15:00 Reds 2-2 Blues")).Changes).Messages[0];
        Assert.Equal(SimulatedSystem.Now, Assert.IsType<MatchCompleted>(second).OccurredAt);
    }
}
