using Stats.Contracts;
using Stats.Scoring;
using StatsApi.MatchPages;

namespace Stats.Tests.Api;

public sealed class WhatIfTests
{
    private static readonly DateTime Kickoff = new(2016, 5, 15, 14, 0, 0, DateTimeKind.Utc);

    // The documented example: 24 models predict a home win, 4 a draw, 2 an away win. The result is 0:1.
    private static readonly PredictionEntry[] Predictions =
    [
        .. Enumerable.Range(0, 24).Select(n => Entry($"h{n:00}", 2, 0)),
        .. Enumerable.Range(0, 4).Select(n => Entry($"i{n}", 1, 1)),
        Entry("j0", 0, 1, tendency: 6, difference: 1, exact: 3),
        Entry("j1", 1, 2, tendency: 6, difference: 1),
        Entry("late", 2, 0) with { Late = true },
    ];

    [Fact]
    public void A_hypothetical_result_is_scored_and_compared_with_the_current_one()
    {
        var page = WhatIf.Of(Match("completed", Predictions), new Goals(3, 1));
        Assert.Equal((new Quotas(2, 6, 6), new Distribution(24, 4, 2)), (page.Quotas, page.Distribution));
        Assert.Equal((new Goals(3, 1), new Goals(0, 1)), (page.Result.RegularTime, page.CurrentResult!.RegularTime));
        Assert.Equal(["h00 3 +3", "i0 0 +0", "j0 0 -10", "j1 0 -7", "late 0 +0"], PointsIn(page, "h00", "i0", "j0", "j1", "late"));
    }

    [Fact]
    public void The_current_result_changes_nothing() =>
        Assert.All(WhatIf.Of(Match("completed", Predictions), new Goals(0, 1)).Predictions, p => Assert.Equal(0, p.Difference));

    [Fact]
    public void For_a_void_match_the_withdrawn_points_are_the_difference()
    {
        var withdrawn = Predictions.Select(p =>
            p with { TendencyPoints = 0, GoalDifferenceBonus = 0, ExactScoreBonus = 0, TotalPoints = 0 });
        var page = WhatIf.Of(Match("voided", withdrawn), new Goals(0, 1));
        Assert.Equal("voided", page.Status);
        Assert.Equal(["h00 0 +0", "j0 10 +10", "j1 7 +7"], PointsIn(page, "h00", "j0", "j1"));
    }

    private static IEnumerable<string> PointsIn(WhatIfPage page, params string[] models) =>
        page.Predictions.Where(p => models.Contains(p.ModelId)).Select(p => $"{p.ModelId} {p.TotalPoints} {p.Difference:+0;-0;+0}");

    private static MatchPage Match(string status, IEnumerable<PredictionEntry> predictions) => new(
        "m", "en.1", "2015-16", new Club("home", "Home"), new Club("away", "Away"), Kickoff, status, 1,
        new Result(new Goals(0, 1), null, null),
        new Quotas(2, 6, 6), new RawQuotas(2.15m, 5.9m, 10.4m), new Distribution(24, 4, 2), ScoringRules.Default, [.. predictions], [],
        new Competition("en.1", "League"), []);

    private static PredictionEntry Entry(string model, int home, int away, int tendency = 0, int difference = 0, int exact = 0) =>
        new(model, home, away, Kickoff.AddHours(-1), false, tendency, difference, exact, tendency + difference + exact, model, "test");
}
