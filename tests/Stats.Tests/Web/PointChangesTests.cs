using Bunit;
using StatsWeb.Api;
using StatsWeb.Matches;
using static Stats.Tests.Web.Rows;

namespace Stats.Tests.Web;

/// <summary>A match that ended 2–5 and was corrected to 5–2. Two models predicted a home win, one an away win.</summary>
public sealed class PointChangesTests : BunitContext
{
    private static readonly OutcomePoints Quotas = new(3, 6, 6);
    private static readonly MatchPrediction[] Now = [Of("a", 1, 0, 3), Of("b", 5, 2, 3, 1, 3), Of("c", 0, 1, 0)];
    private static readonly MatchPrediction[] Before = [Of("a", 1, 0, 0), Of("b", 5, 2, 0), Of("c", 0, 1, 6)];

    [Fact]
    public async Task A_correction_names_the_models_that_gained_and_lost_points()
    {
        var match = Corrected(Result(1, 2, 5), Scoring(1, 6), Result(2, 5, 2), Scoring(2, 10));
        Assert.Equal([2], PointChanges.Corrections(match));
        Assert.Equal(
            [new PointChange("b", "B", 7), new PointChange("a", "A", 3), new PointChange("c", "C", -6)], await ChangesAsync(match, 2));
        Assert.Equal([false, true, false, true], match.History.Select(entry => PointChanges.IsFirstScoring(match, entry)));
    }

    [Fact]
    public async Task A_void_takes_all_points_and_a_result_after_it_brings_them_back()
    {
        var match = Corrected(Result(1, 2, 5), Scoring(1, 6), Scoring(2, 0, predictions: 0), Result(3, 5, 2), Scoring(3, 10));
        Assert.Equal([2, 3], PointChanges.Corrections(match));
        Assert.Equal([new PointChange("c", "C", -6)], await ChangesAsync(match, 2));
        Assert.Equal([new PointChange("b", "B", 7), new PointChange("a", "A", 3)], await ChangesAsync(match, 3));
    }

    [Fact]
    public async Task Without_certain_points_before_and_after_no_model_is_named()
    {
        Assert.Null(await ChangesAsync(Corrected(Result(1, 2, 5), Scoring(1, 5), Result(2, 5, 2), Scoring(2, 10)), 2));
        var otherQuotas = Scoring(1, 6) with { Quotas = new OutcomePoints(2, 6, 6) };
        Assert.Null(await ChangesAsync(Corrected(Result(1, 2, 5), otherQuotas, Result(2, 5, 2), Scoring(2, 10)), 2));
        Assert.Null(await ChangesAsync(Corrected(Result(1, 5, 2), Scoring(1, 10)), 1));
    }

    [Fact]
    public void Gains_and_losses_are_lists_with_the_greatest_first()
    {
        var moves = Render<PointMoves>(list => list.Add(
            c => c.Changes, [new PointChange("a", "<b>", 7), new PointChange("b", "B", -1), new PointChange("c", "C", -6)]));
        Assert.Equal(["Gained points:", "Lost points:"], moves.FindAll("li.muted").Select(word => word.TextContent));
        Assert.Equal(["<b>", "C", "B"], moves.FindAll("bdi").Select(name => name.TextContent));
        Assert.Equal(["+7", "−6", "−1"], moves.FindAll(".move").Select(points => points.TextContent));

        IReadOnlyList<PointChange> nothing = [];
        var none = Render<PointMoves>(list => list.Add(c => c.Changes, nothing));
        Assert.Equal("Every model kept its points.", none.Find("span").TextContent);
    }

    private static Task<IReadOnlyList<PointChange>?> ChangesAsync(MatchDetail match, int revision) =>
        PointChanges.OfAsync(match, revision, goals =>
        {
            Assert.Equal(new WhatIfGoals(2, 5), goals);
            return Task.FromResult<WhatIfAnswer?>(new WhatIfAnswer(Before, Quotas));
        });

    private static MatchPrediction Of(string id, int home, int away, int tendency, int difference = 0, int exact = 0) =>
        Prediction(home, away, tendency, difference, exact) with { ModelId = id, DisplayName = id.ToUpperInvariant() };

    private static HistoryEvent Result(int revision, int home, int away) => new(
        "result_recorded", DateTimeOffset.UnixEpoch, revision, new MatchResult(new GoalPair(home, away), null, null),
        null, null, null, null);

    private static HistoryEvent Scoring(int revision, int points, int predictions = 3) =>
        new("points_calculated", DateTimeOffset.UnixEpoch, revision, null, null, Quotas, predictions, points);

    private static MatchDetail Corrected(params HistoryEvent[] history)
    {
        var listed = Match("Reds", "Blues", 5, 2, revision: 2);
        return new MatchDetail(
            listed.MatchId, listed.CompetitionId, listed.Season, listed.HomeClub, listed.AwayClub, listed.Kickoff, listed.Status,
            listed.Revision, listed.Result, Quotas, new OutcomeShare(2, 0, 1), new RuleBounds(2, 6, 1, 3), Now, history);
    }
}
