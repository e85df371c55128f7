using Stats.Contracts;
using Stats.Tests.Results;
using Statsctl.Follow;
using Statsctl.Forecasters;
using Statsctl.Results;
using Statsctl.Results.Sources;

namespace Stats.Tests.Follow;

/// <summary>What a poll publishes, given the sources, the system and the time.</summary>
public sealed class FollowPlanTests
{
    private const string Reds = "2026-03-21 15:00 Reds - Blues";

    private static readonly DateTimeOffset Kickoff = new(2026, 3, 21, 15, 0, 0, TimeSpan.Zero);

    private static readonly IReadOnlyList<Forecaster> Learners = BuiltInForecasters.FromResults;

    private readonly SimulatedSystem _system = new();

    [Theory]
    [InlineData(-61, false)]
    [InlineData(-60, true)]
    [InlineData(-1, true)]
    [InlineData(0, false)]
    [InlineData(30, false)]
    public void Predictions_are_due_in_the_hour_before_kickoff_and_have_the_time_of_its_beginning(int minutes, bool areDue)
    {
        var predictions = At(Kickoff.AddMinutes(minutes), Reds).Predictions;

        Assert.Equal(areDue ? Learners.Count : 0, predictions.Count);
        Assert.All(predictions, due => Assert.Equal(
            ("xx.1.2025-26.reds.blues", Kickoff.AddHours(-1), Kickoff), (due.Message.MatchId, due.Message.SubmittedAt, due.Before)));
        Assert.Equal(predictions.Count, predictions.DistinctBy(due => due.Message.Model.Id).Count());
    }

    [Fact]
    public void A_restart_makes_the_same_predictions()
    {
        _system.Apply(SourceSeasons.Of("2026-03-14 15:00 Reds 2-1 Blues", "2026-03-14 15:00 Greens 0-3 Blacks"));
        string[] rows = ["2026-03-14 15:00 Reds 2-1 Blues", "2026-03-14 15:00 Greens 0-3 Blacks", "2026-03-21 15:00 Greens - Blues"];

        Assert.Equal(At(Kickoff.AddMinutes(-60), rows).Predictions, At(Kickoff.AddMinutes(-1), rows).Predictions);
    }

    [Fact]
    public void A_result_that_the_source_has_is_learned_as_if_the_system_had_it()
    {
        string[] rows = ["2026-03-14 15:00 Reds 5-4 Blues", "2026-03-14 15:00 Blues 5-4 Blacks", "2026-03-21 15:00 Blues - Reds"];
        var before = At(Kickoff.AddMinutes(-30), rows);
        Assert.Equal(2, before.Results.Changes.Count);

        _system.Apply(SourceSeasons.Of(rows));
        var after = At(Kickoff.AddMinutes(-30), rows);

        Assert.Empty(after.Results.Changes);
        Assert.Equal(before.Predictions, after.Predictions);
        // The last meeting, reversed.
        Assert.Contains(after.Predictions, due => due.Message is { Model.Id: "last-meeting", HomeGoals: 4, AwayGoals: 5 });
    }

    [Fact]
    public void A_match_that_was_not_over_when_predictions_were_due_is_not_learned()
    {
        string[] Rows(string score) => [$"2026-03-21 12:01 Blues {score} Reds", Reds];

        Assert.Equal(At(Kickoff.AddMinutes(-5), Rows("5-4")).Predictions, At(Kickoff.AddMinutes(-5), Rows("0-0")).Predictions);
        Assert.NotEqual(
            At(Kickoff.AddMinutes(-5), "2026-03-21 12:00 Blues 5-4 Reds", Reds).Predictions,
            At(Kickoff.AddMinutes(-5), "2026-03-21 12:00 Blues 0-0 Reds", Reds).Predictions);
    }

    [Fact]
    public void Predictions_are_those_of_a_replay()
    {
        string[] played =
        [
            "2026-02-14 15:00 Reds 2-1 Blues", "2026-02-21 15:00 Blues 0-3 Greens", "2026-02-28 15:00 Greens 1-1 Reds",
            "2026-03-07 15:00 Blues 2-2 Reds", "2026-03-14 15:00 Greens 4-0 Blues",
        ];
        _system.Apply(SourceSeasons.Of(played));
        var following = At(Kickoff.AddMinutes(-20), [.. played, "2026-03-21 15:00 Reds - Greens"]);

        _system.Apply(SourceSeasons.Of([.. played, "2026-03-21 15:00 Reds 1-0 Greens"]));
        var matches = _system.Held.Matches.Select(match => new FeedMatch(
            new MatchCompleted(
                match.MatchId, new Competition("xx.1", "League"), match.Season, match.HomeClub, match.AwayClub, match.Kickoff, match.Score,
                1, match.Kickoff.AddHours(2)),
            null));

        Assert.Equal(Predictions.Of(matches, Learners).TakeLast(Learners.Count), following.Predictions.Select(due => due.Message));
    }

    [Fact]
    public void The_bookmaker_predicts_fixtures_with_odds()
    {
        var fixture = SourceSeasons.Match(Reds, "xx.1.csv:2");
        var odds = new ClosingOdds(1.2m, 7, 15, 1.5m, 2.6m);

        var predictions = At(Kickoff.AddMinutes(-5), SourceSeasons.Of([fixture with { Odds = odds }]), BuiltInForecasters.All).Predictions;

        Assert.Equal(BuiltInForecasters.All.Count, predictions.Count);
        Assert.Contains(predictions, due => due.Message is { Model.Id: "bookmaker", HomeGoals: 2, AwayGoals: 0 });
    }

    [Theory]
    [InlineData("inplay")]
    [InlineData("postponed")]
    [InlineData("cancelled")]
    [InlineData("suspended")]
    public void A_match_that_is_not_scheduled_is_not_predicted(string status) =>
        Assert.Empty(At(Kickoff.AddMinutes(-5), $"{Reds} {status}").Predictions);

    [Fact]
    public void A_match_without_a_time_is_predicted_before_its_day()
    {
        const string DayAlone = "2026-03-21 Reds - Blues";
        var midnight = new DateTimeOffset(2026, 3, 21, 0, 0, 0, TimeSpan.Zero);

        Assert.Empty(At(midnight.AddMinutes(-61), DayAlone).Predictions);
        Assert.Equal(midnight.AddHours(-1), At(midnight.AddMinutes(-1), DayAlone).Predictions[0].Message.SubmittedAt);
        Assert.Empty(At(midnight, DayAlone).Predictions);
    }

    [Fact]
    public void A_prediction_has_the_id_of_the_later_result()
    {
        // Two earlier meetings, one of which is not stored yet.
        _system.Apply(SourceSeasons.Of("2025-08-30 15:00 Reds 1-0 Blues"));
        string[] rows = ["2025-08-30 15:00 Reds 1-0 Blues", "2025-12-30 15:00 Reds 1-1 Blues", Reds];
        var predicted = Assert.Single(At(Kickoff.AddMinutes(-5), rows).Predictions.Select(due => due.Message.MatchId).Distinct());

        _system.Apply(SourceSeasons.Of(rows[..2]));
        var plan = _system.Apply(SourceSeasons.Of(rows[0], rows[1], "2026-03-21 15:00 Reds 3-0 Blues"));

        Assert.Equal(Assert.Single(plan.Changes).After.MatchId, predicted);
        Assert.Equal("xx.1.2025-26.reds.blues.3", predicted);
    }

    [Fact]
    public void A_fixture_left_on_a_past_day_takes_no_id_from_a_later_meeting() => Assert.Equal(
        ["xx.1.2025-26.reds.blues"],
        At(Kickoff.AddMinutes(-5), "2026-02-01 15:00 Reds - Blues", Reds).Predictions.Select(due => due.Message.MatchId).Distinct());

    [Fact]
    public void A_match_in_play_keeps_its_id_from_a_later_meeting() => Assert.Equal(
        ["xx.1.2025-26.reds.blues.2"],
        At(Kickoff.AddMinutes(-5), "2026-03-21 13:30 Reds - Blues inplay", Reds).Predictions.Select(due => due.Message.MatchId).Distinct());

    [Fact]
    public void A_stored_match_is_not_predicted()
    {
        _system.Apply(SourceSeasons.Of("2026-03-21 15:00 Reds 1-0 Blues"));

        Assert.Empty(At(Kickoff.AddMinutes(-5), Reds).Predictions);
    }

    [Fact]
    public void Results_corrections_and_voids_are_those_of_apply()
    {
        _system.Apply(SourceSeasons.Of("2026-03-14 15:00 Reds 2-1 Blues", "2026-03-14 15:00 Greens 0-0 Blacks"));

        var plan = At(
            Kickoff, "2026-03-14 15:00 Reds 2-2 Blues", "2026-03-14 15:00 Greens 0-0 Blacks awarded", "2026-03-15 15:00 Reds 1-0 Blacks");

        Assert.Equal([ChangeKind.Voided, ChangeKind.Corrected, ChangeKind.New], plan.Results.Changes.Select(change => change.Kind));
    }

    [Fact]
    public void A_match_that_the_source_lost_is_not_voided()
    {
        _system.Apply(SourceSeasons.Of("2026-03-14 15:00 Reds 2-1 Blues"));

        Assert.Empty(At(Kickoff, "2026-03-15 15:00 Greens - Blacks").Results.Changes);
    }

    [Fact]
    public void Earlier_seasons_are_needed_only_when_predictions_are_due()
    {
        SourceSeason[] sources = [SourceSeasons.Of(Reds)];

        Assert.Equal([("xx.1", "2025-26")], FollowPlan.Needs(sources, TimeZones.None, Kickoff));
        Assert.Equal(
            [("xx.1", "2025-26"), ("xx.1", "2024-25"), ("xx.1", "2023-24"), ("xx.1", "2022-23"), ("xx.1", "2021-22")],
            FollowPlan.Needs(sources, TimeZones.None, Kickoff.AddMinutes(-1)));
    }

    [Fact]
    public void Seasons_before_these_are_not_learned_even_if_they_were_read()
    {
        var before = At(Kickoff.AddMinutes(-5), Reds).Predictions;
        _system.Apply(SourceSeasons.Of("2020-03-14 15:00 Reds 9-9 Blues") with { Season = "2019-20" });
        Assert.Equal(before, At(Kickoff.AddMinutes(-5), Reds).Predictions);

        _system.Apply(SourceSeasons.Of("2023-03-14 15:00 Reds 9-9 Blues") with { Season = "2022-23" });
        Assert.NotEqual(before, At(Kickoff.AddMinutes(-5), Reds).Predictions);
    }

    private FollowPlan At(DateTimeOffset now, params string[] rows) => At(now, SourceSeasons.Of(rows), Learners);

    private FollowPlan At(DateTimeOffset now, SourceSeason source, IReadOnlyList<Forecaster> forecasters) =>
        FollowPlan.Of([source], _system.Held, new PlanOptions(now), forecasters);
}
