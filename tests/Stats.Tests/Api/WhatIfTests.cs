using Stats.Contracts;
using Stats.Scoring;
using StatsApi.MatchPages;

namespace Stats.Tests.Api;

public sealed class WhatIfTests
{
    private static readonly DateTime Kickoff = new(2016, 5, 15, 14, 0, 0, DateTimeKind.Utc);

    // The example of the rule: 24 predict a home win, 4 a draw, 2 an away win. It ended 0:1.
    private static readonly PredictionEntry[] Predictions =
    [
        .. Enumerable.Range(0, 24).Select(n => Entry($"h{n:00}", 2, 0)),
        .. Enumerable.Range(0, 4).Select(n => Entry($"i{n}", 1, 1)),
        Entry("j0", 0, 1, tendency: 6, difference: 1, exact: 3),
        Entry("j1", 1, 2, tendency: 6, difference: 1),
        Entry("late", 2, 0) with { Late = true },
    ];

    [Fact]
    public void Another_result_is_scored_and_compared()
    {
        var page = WhatIf.Of(Match("completed", Predictions), new Goals(3, 1));
        Assert.Equal((new Quotas(2, 6, 6), new Distribution(24, 4, 2)), (page.Quotas, page.Distribution));
        Assert.Equal((new Goals(3, 1), new Goals(0, 1)), (page.Result.RegularTime, page.CurrentResult!.RegularTime));
        Assert.Equal(["h00 3 +3", "i0 0 +0", "j0 0 -10", "j1 0 -7", "late 0 +0"], Told(page, "h00", "i0", "j0", "j1", "late"));
    }

    [Fact]
    public void The_result_that_it_has_changes_nothing() =>
        Assert.All(WhatIf.Of(Match("completed", Predictions), new Goals(0, 1)).Predictions, p => Assert.Equal(0, p.Difference));

    [Fact]
    public void Of_a_void_match_everybody_gets_what_was_withdrawn()
    {
        var withdrawn = Predictions.Select(p => p with { TendencyPoints = 0, GoalDifferenceBonus = 0, ExactScoreBonus = 0, TotalPoints = 0 });
        var page = WhatIf.Of(Match("voided", withdrawn), new Goals(0, 1));
        Assert.Equal("voided", page.Status);
        Assert.Equal(["h00 0 +0", "j0 10 +10", "j1 7 +7"], Told(page, "h00", "j0", "j1"));
    }

    private static IEnumerable<string> Told(WhatIfPage page, params string[] models) =>
        page.Predictions.Where(p => models.Contains(p.ModelId)).Select(p => $"{p.ModelId} {p.TotalPoints} {p.Difference:+0;-0;+0}");

    private static MatchPage Match(string status, IEnumerable<PredictionEntry> predictions) => new(
        "m", "en.1", "2015-16", new Club("home", "Home"), new Club("away", "Away"), Kickoff, status, 1, new Result(new Goals(0, 1), null, null),
        new Quotas(2, 6, 6), new RawQuotas(2.15m, 5.9m, 10.4m), new Distribution(24, 4, 2), ScoringRules.Default, [.. predictions], []);

    private static PredictionEntry Entry(string model, int home, int away, int tendency = 0, int difference = 0, int exact = 0) =>
        new(model, home, away, Kickoff.AddHours(-1), false, tendency, difference, exact, tendency + difference + exact);
}
