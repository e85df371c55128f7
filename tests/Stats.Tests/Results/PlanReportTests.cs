using System.Text.Json.Nodes;
using Stats.Contracts;
using Statsctl.Results;

namespace Stats.Tests.Results;

public sealed class PlanReportTests
{
    [Fact]
    public void Each_difference_is_a_line_with_its_match_and_revision()
    {
        var system = new SimulatedSystem();
        system.Apply(SourceSeasons.Of(
            "2026-03-14 15:00 Reds 2-1 Blues",
            "2026-03-15 15:00 Greens 0-0 Blacks",
            "2026-03-16 Reds 1-1 Greens"));
        var changed = SourceSeasons.Of(
            "2026-03-14 15:00 Reds 2-2 Blues",
            "2026-03-16 Reds 1-1 Greens",
            "2026-03-20 Blues 3-0 Reds awarded",
            "2026-03-21 Blues - Greens");
        var plan = system.Plan(changed, options => options with { VoidMissing = true });
        Assert.Equal(
            [
                "~ xx.1.2025-26.reds.blues: Reds – Blues, 2026-03-14: score 2-1 → 2-2 (revision 2)",
                "+ xx.1.2025-26.blues.reds: Blues – Reds, 2026-03-20: 3-0, awarded (revision 2)",
                "- xx.1.2025-26.greens.blacks: Greens – Blacks, 2026-03-15: not in the source any more (revision 2)",
                "skipped: xx.1.json:4: Blues – Greens, 2026-03-21: not played yet",
            ],
            PlanReport.Lines(plan));
        Assert.Equal("1 new, 1 corrected, 1 voided, 1 unchanged, 1 skipped, 0 refused, 1 warning.", PlanReport.Summary(plan));
    }

    [Fact]
    public void Many_new_results_of_a_season_are_only_counted()
    {
        var plan = new SimulatedSystem().Plan(SourceSeasons.Of([.. Enumerable.Range(1, 21).Select(n => $"2026-03-{n:00} Reds 2-1 Blues")]));
        Assert.Equal(["+ xx.1 2025-26: 21 new results"], PlanReport.Lines(plan));
    }

    [Fact]
    public void The_report_for_scripts_has_every_change_and_what_is_not_in_force()
    {
        var plan = new SimulatedSystem().Plan(SourceSeasons.Of("2026-03-14 15:00 Reds 2-1 Blues"));
        var report = JsonNode.Parse(ApplyReport.Of(plan, published: 1, [new LeftOut("m", "Reds – Blues", "late")]).ToJson())!;
        Assert.Equal((1, 1), (report["new"]!.GetValue<int>(), report["published"]!.GetValue<int>()));
        Assert.Equal("new", report["changes"]![0]!["kind"]!.GetValue<string>());
        Assert.Equal("late", report["notInForce"]![0]!["reason"]!.GetValue<string>());
    }

    [Theory]
    [InlineData(null, null, "1-1")]
    [InlineData("2-1", null, "1-1 (2-1 after extra time)")]
    [InlineData("1-1", "4-3", "1-1 (1-1 after extra time, 4-3 on penalties)")]
    [InlineData(null, "4-3", "1-1 (4-3 on penalties)")]
    public void A_score_has_all_its_parts(string? extraTime, string? penalties, string text) =>
        Assert.Equal(text, ScoreInWords.Of(new Score(new Goals(1, 1), Sides(extraTime), Sides(penalties))));

    private static Goals? Sides(string? text) => text is null ? null : new Goals(text[0] - '0', text[2] - '0');
}
