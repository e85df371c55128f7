using Bunit;
using StatsWeb.Api;
using StatsWeb.Charts;
using StatsWeb.Matches;
using StatsWeb.Site;
using StatsWeb.Tables;
using StatsWeb.Words;
using static Stats.Tests.Web.Rows;

namespace Stats.Tests.Web;

public sealed class ComponentTests : BunitContext
{
    private const string Script = "<script>alert(1)</script>";
    private const string RightToLeft = "\u202Eevil\u202C العربية";
    private static readonly string Long = new('x', 200);

    [Fact]
    public void A_table_shows_ranks_ties_and_changes_and_its_headings_order_it()
    {
        var table = Table(
            new TableState(),
            Row("a", tied: true, trend: "up", change: 2),
            Row("b", tied: true, trend: "new", change: null),
            Row("c", 3, trend: "down", change: -1));

        Assert.Equal(["1=", "1=", "3"], table.FindAll("td.rank").Select(cell => cell.TextContent));
        Assert.Equal(["▲up 2", "new", "▼down 1"], table.FindAll(".move").Select(cell => cell.TextContent));
        Assert.Equal("descending", table.Find("th[aria-sort]").GetAttribute("aria-sort"));
        Assert.Equal(
            ["/?metric=totalPoints", "/?order=asc", "/?metric=accuracy", "/?metric=exactScores"],
            table.FindAll("thead a").Select(link => link.GetAttribute("href")));
        Assert.Equal("Average", table.Find(".switch a[aria-current]").TextContent);
        Assert.Equal(["Form", "Scored", "Accuracy", "Exact"], table.FindAll("th.wide").Select(heading => heading.TextContent.Trim()));
        Assert.Equal(["a", "b", "c"], table.FindAll("input[name=models]").Select(box => box.GetAttribute("value")));
    }

    [Fact]
    public void The_filters_of_a_table_go_with_its_links_and_with_the_comparison()
    {
        var table = Table(new TableState { Season = "2025-26" }, Row("a"));
        Assert.Equal("/models/a?season=2025-26", table.Find("th.name a").GetAttribute("href"));
        Assert.Equal("2025-26", table.Find("input[type=hidden][name=season]").GetAttribute("value"));
    }

    [Fact]
    public void A_row_shows_its_form_with_the_oldest_prediction_first()
    {
        var table = Table(new TableState(), Row("a") with { Form = [new("m2", 6, "exact"), new("m1", 0, "wrong")] }, Row("b"));
        Assert.Equal("Points of the last 2, oldest first: 0, 6", Assert.Single(table.FindAll(".strip")).GetAttribute("aria-label"));
    }

    [Theory]
    [InlineData(Script)]
    [InlineData(RightToLeft)]
    [InlineData("😀👩‍👩‍👧 \"'>&")]
    [InlineData(null)]
    public void A_hostile_name_is_text_and_its_direction_stays_with_it(string? name)
    {
        name ??= Long;
        var table = Table(new TableState { Search = name }, Row("a", name: name));
        Assert.Equal(name, table.Find("th.name bdi").TextContent);
        Assert.Empty(table.FindAll("script"));

        var matches = Render<MatchList>(list => list
            .Add(c => c.Id, "matches").Add(c => c.Title, "Matches").Add(c => c.Dates, new DateWriter(null))
            .Add(c => c.Matches, [Match(name, name, 1, 0)]));
        Assert.Equal([name, name], matches.FindAll("bdi").Select(each => each.TextContent));
        Assert.Empty(matches.FindAll("script"));

        var chart = Render<LineChart>(lines => lines
            .Add(c => c.Id, "c").Add(c => c.Title, name).Add(c => c.Dates, new DateWriter(null))
            .Add(c => c.Days, [new DateOnly(2025, 8, 1)]).Add(c => c.Series, [new LineSeries(name, [1])]));
        Assert.Equal(name, chart.Find("title").TextContent);
        Assert.Empty(chart.FindAll("script"));
    }

    [Fact]
    public void No_component_writes_an_inline_style_or_handler()
    {
        var bar = Render<SplitBar>(split => split.Add(c => c.Parts, [("A", 1L, "hit-exact"), ("B", 3L, "hit-wrong")]));
        Assert.Equal(
            ["0% 25%", "25% 75%"],
            bar.FindAll(".split-bar rect").Select(rect => $"{rect.GetAttribute("x")} {rect.GetAttribute("width")}"));
        var table = Table(new TableState(), Row("a"));
        var bias = Render<BiasBar>(few => few.Add(c => c.Value, -0.5m));
        foreach (var markup in (string[])[bar.Markup, table.Markup, bias.Markup])
        {
            Assert.DoesNotContain("style=", markup, StringComparison.Ordinal);
            Assert.DoesNotContain("onclick", markup, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public void The_matrix_of_scores_counts_high_scores_together_and_marks_the_result()
    {
        var matrix = Render<ScoreMatrix>(scores => scores
            .Add(c => c.Home, "Reds").Add(c => c.Away, "Blues").Add(c => c.ActualHome, 2).Add(c => c.ActualAway, 7)
            .Add(c => c.Scores, [(1, 0, 4), (2, 5, 1), (2, 6, 1)]));

        Assert.Equal("2 (the result)", matrix.Find("td.actual").TextContent);
        Assert.Contains("heat-5", matrix.FindAll("tbody tr")[1].QuerySelectorAll("td")[0].ClassName!, StringComparison.Ordinal);
        Assert.Equal(36, matrix.FindAll("td.cell").Count);
    }

    [Fact]
    public void The_outcome_table_has_counts_and_shares_and_marks_the_right_ones()
    {
        var table = Render<OutcomeTable>(outcomes => outcomes
            .Add(c => c.Rows, [("Home win", [6L, 3L, 1L]), ("Draw", [0L, 0L, 0L]), ("Away win", [1L, 1L, 2L])]));
        Assert.Equal(["6 60%", "0 –", "2 50%"], table.FindAll("td.right").Select(cell => cell.TextContent));
    }

    [Fact]
    public void A_line_follows_its_values_from_the_top_for_ranks_and_skips_missing_ones()
    {
        double[] places = [0, 0.25, 1];
        Assert.Equal("0,100 250,50 1000,0", new LineSeries("a", [0, 5, 10]).Points(places, new ChartAxis(0, 10, []), isInverted: false));
        Assert.Equal("0,0 1000,100", new LineSeries("a", [1, null, 3]).Points(places, new ChartAxis(1, 3, []), isInverted: true));
        Assert.Equal("500,50", new LineSeries("a", [2]).Points([0.5], new ChartAxis(2, 2, []), isInverted: false));
    }

    [Fact]
    public void A_chart_writes_round_numbers_and_the_days_where_they_are()
    {
        var chart = Render<LineChart>(lines => lines
            .Add(c => c.Id, "c").Add(c => c.Title, "Points").Add(c => c.Dates, new DateWriter(null))
            .Add(c => c.Days, [new DateOnly(2025, 8, 1), new DateOnly(2025, 8, 5), new DateOnly(2025, 8, 11)])
            .Add(c => c.Series, [new LineSeries("a", [3, 60, 190])]));

        Assert.Equal(["0", "50", "100", "150", "200"], chart.FindAll(".y text").Select(tick => tick.TextContent));
        Assert.Equal(
            ["1 Aug 2025 at 0%, start", "5 Aug 2025 at 40%, middle", "11 Aug 2025 at 100%, end"],
            chart.FindAll(".x text").Select(day =>
                $"{day.TextContent} at {day.GetAttribute("x")}, {day.GetAttribute("text-anchor")}"));
        Assert.Equal("0,98.5 400,70 1000,5", chart.Find("polyline").GetAttribute("points"));
    }

    [Fact]
    public void A_form_strip_tells_its_points_to_a_screen_reader()
    {
        var strip = Render<FormStrip>(form => form.Add(c => c.Bars, [(0, "wrong"), (6, "exact")]));
        Assert.Equal("Points of the last 2, oldest first: 0, 6", strip.Find("svg").GetAttribute("aria-label"));
        Assert.Equal(["hit-wrong", "hit-exact"], strip.FindAll("rect").Select(rect => rect.ClassName));
    }

    [Fact]
    public void An_outage_offers_another_try_and_an_unknown_id_its_nearest()
    {
        var outage = Render<ProblemNotice>(notice => notice
            .Add(c => c.Problem, new PageProblem(503, "Away", "Text", [])).Add(c => c.Retry, "/x?y=1"));
        Assert.Equal("/x?y=1", outage.Find("a.primary").GetAttribute("href"));

        var unknown = Render<ProblemNotice>(notice => notice
            .Add(c => c.Problem, new PageProblem(404, "None", "Text", [("/models/elo", "Elo")])));
        Assert.Equal(["/models/elo"], unknown.FindAll("li a").Select(link => link.GetAttribute("href")));
        Assert.Empty(unknown.FindAll("a.primary"));
        Assert.Contains("Did you mean", unknown.Markup, StringComparison.Ordinal);

        var strange = Render<ProblemNotice>(notice => notice
            .Add(c => c.Problem, new PageProblem(404, "None", "Text", [("/matches/m1", "A – B")]) { Heading = "The latest matches" }));
        Assert.DoesNotContain("Did you mean", strange.Markup, StringComparison.Ordinal);
        Assert.Contains("The latest matches", strange.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_of_matches_marks_voids_and_corrections()
    {
        var list = Render<MatchList>(matches => matches
            .Add(c => c.Id, "m").Add(c => c.Title, "Matches").Add(c => c.Dates, new DateWriter("de"))
            .Add(c => c.Matches, [Match("A", "B", 2, 1, "voided"), Match("A", "B", 2, 1, revision: 2)]));
        Assert.Equal(["void", "corrected"], list.FindAll(".tag").Select(tag => tag.TextContent));
        Assert.Equal("26.09.2025", list.Find("time").TextContent);
        Assert.Equal("/matches/m1", list.Find("li a").GetAttribute("href"));
    }

    private IRenderedComponent<LeaderTable> Table(TableState state, params RankedModel[] rows) => Render<LeaderTable>(table => table
        .Add(c => c.Rows, rows).Add(c => c.State, state).Add(c => c.MatchFilters, state.MatchFilters)
        .Add(c => c.Path, "/").Add(c => c.Caption, "Models"));
}
