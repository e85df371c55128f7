using Stats.Contracts;
using Stats.Scoring;
using static Stats.Tests.Scoring.Given;
using PointsCalculated = Stats.Scoring.PointsCalculated;

namespace Stats.Tests.Scoring;

public class MatchDeciderTests
{
    [Fact]
    public void A_prediction_before_the_result_is_placed_and_nothing_is_scored() =>
        Assert.Equal(
            [new PredictionPlaced("elo", "elo", "test", 2, 1, Kickoff.AddHours(-1))], Nothing.When(Prediction("elo", 2, 1)).Events);

    [Fact]
    public void A_result_is_recorded_and_scored()
    {
        var decision = Messages(Prediction("elo", 2, 1), Prediction("form", 0, 0)).When(Result(2, 1));
        Assert.Collection(
            decision.Events,
            recorded => Assert.IsType<ResultRecorded>(recorded),
            scored => Assert.Equal(
                new PointsCalculated(1, false, new(2, 1), ScoringRules.Default, new(1, 1, 0), new Quotas(3, 3, 6), 2, 7, 1), scored));
    }

    [Fact]
    public void A_repeated_message_changes_nothing()
    {
        FeedMessage[] messages = [Prediction("elo", 2, 1), Result(2, 1), Void(2)];
        Assert.All(messages, repeated => Assert.Empty(Messages(messages).When(repeated).Events));
        Assert.All(messages[..2], repeated => Assert.Empty(Messages(messages[..2]).When(repeated).Events));
    }

    [Fact]
    public void Another_score_under_the_same_revision_is_a_conflict()
    {
        var decision = Messages(Result(2, 1)).When(Result(1, 1));
        Assert.Empty(decision.Events);
        Assert.Equal("score", Assert.Single(decision.Conflicts).Field);
        // The first content under a revision stands even if a higher revision is in force.
        Assert.Equal("score", Assert.Single(Messages(Result(2, 1), Result(1, 1, revision: 2)).When(Result(3, 1)).Conflicts).Field);
    }

    [Fact]
    public void A_void_under_the_revision_of_a_result_is_a_conflict_whichever_came_first()
    {
        Assert.Equal("revision", Assert.Single(Messages(Result(2, 1)).When(Void(1)).Conflicts).Field);
        Assert.Equal("revision", Assert.Single(Messages(Void(1)).When(Result(2, 1)).Conflicts).Field);
    }

    [Fact]
    public void A_changed_name_is_not_a_conflict() =>
        Assert.Empty(Messages(Result(2, 1)).When(Result(2, 1, homeName: "Another name")).Conflicts);

    [Fact]
    public void A_correction_is_rescored_with_the_rules_of_the_first_scoring()
    {
        var scored = Given.Messages(Prediction("elo", 2, 1), Result(2, 1));
        var decision = MatchDecider.Decide(scored.State, [Result(1, 1, revision: 2)], Given.Classic);
        var points = Assert.IsType<PointsCalculated>(decision.Events[^1]);
        Assert.Equal((2, 2, 0, ScoringRules.Default), (points.Revision, points.Scoring, points.PointsAwarded, points.Rules));
    }

    [Fact]
    public void A_lower_revision_is_recorded_but_not_in_force()
    {
        var decision = Messages(Prediction("elo", 2, 1), Result(1, 1, revision: 2)).When(Result(2, 1));
        Assert.Equal(2, decision.State.Results.Count);
        Assert.Equal((2, 0), (decision.State.Scored!.Revision, decision.State.Scored.PointsAwarded));
    }

    [Fact]
    public void A_void_withdraws_the_points()
    {
        var scored = Messages(Prediction("elo", 2, 1), Result(2, 1)).When(Void(2)).State.Scored!;
        Assert.Equal((2, true, 0, 0), (scored.Revision, scored.Voided, scored.PredictionsScored, scored.PointsAwarded));
    }

    [Fact]
    public void A_void_that_arrives_before_its_result_stays_in_force()
    {
        Assert.IsType<Stats.Scoring.MatchVoided>(Assert.Single(Nothing.When(Void(2)).Events));
        Assert.True(Messages(Void(2)).When(Result(2, 1)).State.Scored!.Voided);
    }

    [Fact]
    public void A_prediction_delivered_late_is_scored_and_one_submitted_late_is_not()
    {
        var result = Messages(Result(2, 1));
        Assert.Equal(1, result.When(Prediction("elo", 2, 1)).State.Scored!.PredictionsScored);
        Assert.Equal(0, result.When(Prediction("elo", 2, 1, minutesBeforeKickoff: 0)).State.Scored!.PredictionsScored);
    }

    [Fact]
    public void A_moved_kickoff_changes_which_predictions_are_late()
    {
        var late = Messages(Prediction("elo", 2, 1, minutesBeforeKickoff: -10), Result(2, 1));
        Assert.Equal(0, late.State.Scored!.PredictionsScored);
        Assert.Equal(1, late.When(Result(2, 1, revision: 2, kickoff: Kickoff.AddMinutes(30))).State.Scored!.PredictionsScored);
    }

    [Fact]
    public void The_latest_prediction_before_kickoff_counts_and_a_tie_goes_to_more_home_goals()
    {
        var counting = Scorecard.Counting(Messages(
            Result(2, 1),
            Prediction("elo", 1, 1, minutesBeforeKickoff: 90),
            Prediction("elo", 2, 1, minutesBeforeKickoff: 30),
            Prediction("elo", 2, 2, minutesBeforeKickoff: 30),
            Prediction("elo", 1, 9, minutesBeforeKickoff: 30),
            Prediction("elo", 5, 0, minutesBeforeKickoff: -1)).State);
        var counts = Assert.Single(counting);
        Assert.Equal((2, 2), (counts.HomeGoals, counts.AwayGoals));
    }

    [Fact]
    public void A_batch_is_scored_once()
    {
        var decision = Messages(Result(2, 1)).When(Prediction("elo", 2, 1), Prediction("form", 1, 1), Prediction("form", 1, 1));
        Assert.Equal(3, decision.Events.Count);
        Assert.Equal(2, decision.State.Scored!.Scoring);
    }

    [Fact]
    public void A_newer_name_under_a_known_revision_is_recorded_and_an_older_one_is_not()
    {
        var known = Messages(Result(2, 1, minute: 5));
        Assert.Equal("Newer", NameOf(known.When(Result(2, 1, homeName: "Newer", minute: 6)).State));
        Assert.Empty(known.When(Result(2, 1, homeName: "Older", minute: 4)).Events);
        static string NameOf(MatchState state) => state.Names[new(NamedKind.Club, "home")].Name;
    }

    [Fact]
    public void The_latest_name_of_a_model_counts_even_if_its_prediction_is_late()
    {
        var state = Messages(
            Prediction("ann", 2, 1, minutesBeforeKickoff: 60, name: "Ann"),
            Prediction("ann", 2, 1, minutesBeforeKickoff: 60, name: "Anne"),
            Prediction("ann", 0, 0, minutesBeforeKickoff: -60, name: "Anna"),
            Result(2, 1)).State;
        Assert.Contains("model ann is Anna", Published.Of(state));
        Assert.Equal((1, 6), (state.Scored!.PredictionsScored, state.Scored.PointsAwarded));
    }

    [Fact]
    public void A_match_touches_the_tags_of_every_revision()
    {
        var moved = Result(2, 1, revision: 3) with { Competition = new Competition("en.2", "Championship"), Season = "2016-17" };
        var tags = Messages(Result(2, 1), Result(2, 1, revision: 2, homeClub: "other"), moved).State.TagsOf("m");
        Assert.Equal(
            [
                "club:away", "club:away@2015-16", "club:away@2016-17", "club:home", "club:home@2015-16", "club:home@2016-17",
                "club:other", "club:other@2015-16", "competition:en.1", "competition:en.1@2015-16", "competition:en.2",
                "competition:en.2@2016-17", "match:m", "overall", "overall@2015-16", "overall@2016-17",
            ],
            tags);
    }
}
