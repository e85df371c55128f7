using Bench;
using Bench.Cache;
using Bench.Peers;
using Launcher;

namespace Stats.IntegrationTests.Peers;

/// <summary>The tables of <c>./stats bench peers</c>, and the numbers in them.</summary>
public sealed class PeerResultTests
{
    private static readonly Contender Ours = Contender.Caches[0];
    private static readonly Contender Other = Contender.Caches[1];

    [Fact]
    public void A_cell_has_the_median_and_the_lowest_and_highest_value()
    {
        Assert.Equal("2,000 (1,000–4,000)", Spread.Of([4000, 1000, 2000], "N0"));
        Assert.Equal("7", Spread.Of([7.1, 6.9], "N0"));
    }

    [Fact]
    public void The_best_cache_is_bold_even_if_it_is_not_ours()
    {
        var result = new PeerResult();
        result.Add(PeerFigure.OnePageRate, Ours, 10);
        result.Add(PeerFigure.OnePageRate, Other, 20);
        result.Add(PeerFigure.OnePageRate, Contender.Limits[0], 30);
        result.Add(PeerFigure.OnePageWorst, Ours, 1);
        result.Add(PeerFigure.OnePageWorst, Other, 2);

        Assert.EndsWith(
            """
            16 readers of one page, and of a page each:

            | cache | one page, a second | p99, ms | 16 pages, a second | p99, ms |
            | --- | --- | --- | --- | --- |
            | ours | 10 | **1.0** |  |  |
            | FusionCache | **20** | 2.0 |  |  |
            | memory | 30 |  |  |  |


            """,
            result.Text(),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Long_lines_are_wrapped()
    {
        var lines = PeerResult.Wrapped(string.Join(' ', Enumerable.Repeat("word", 50)), "  ").TrimEnd('\n').Split('\n');
        Assert.All(lines, line => Assert.InRange(line.Length, 1, 120));
        Assert.StartsWith("word", lines[0], StringComparison.Ordinal);
        Assert.All(lines[1..], line => Assert.StartsWith("  word", line, StringComparison.Ordinal));
        Assert.Equal(50, lines.Sum(line => line.Trim().Split(' ').Length));
    }

    [Fact]
    public void Every_figure_is_in_one_table()
    {
        var inTables = PeerFigure.Tables.SelectMany(table => table.Figures).ToArray();
        var defined = typeof(PeerFigure).GetFields().Select(field => field.GetValue(null)).OfType<PeerFigure>().ToArray();
        Assert.Equal(defined.ToHashSet(), inTables.ToHashSet());
        Assert.Equal(defined.Length, inTables.Length);
    }

    [Fact]
    public void A_script_counts_as_one_command_that_was_sent()
    {
        Assert.Equal(10, new RedisCommands(All: 50, Scripts: 10).Sent);
        Assert.Equal(50, new RedisCommands(All: 50, Scripts: 0).Sent);
    }

    [Fact]
    public void The_page_of_rank_two_is_read_half_as_often_as_the_first()
    {
        var reads = Mix.Reads(pages: 100, seed: 1).Take(100_000).CountBy(page => page).ToDictionary();
        Assert.InRange(reads[0] / (double)reads[1], 1.9, 2.1);
        Assert.Equal((0, 99), (reads.Keys.Min(), reads.Keys.Max()));
    }

    [Fact]
    public void A_marked_section_replaces_only_the_lines_between_its_marks()
    {
        var section = new MarkedSection("page.md", "suite");
        Assert.Equal(
            "a\n<!-- suite: begin -->\nnew\n<!-- suite: end -->\nb\n",
            section.Replace("a\n<!-- suite: begin -->\nold\n<!-- suite: end -->\nb\n", "new\n"));
        Assert.Contains("page.md", Assert.Throws<LauncherException>(() => section.Replace("no marks\n", "new\n")).Message);
        Assert.Throws<LauncherException>(() => section.Replace("<!-- suite: end -->\n<!-- suite: begin -->\n", "new\n"));
    }

    [Fact]
    public void The_version_of_a_page_is_read_from_its_body() =>
        Assert.Equal(42, PageTable.VersionOf("{\"version\":42,\"page\":7,\"data\":\"\"}"u8));

    [Fact]
    public void A_run_has_as_many_rounds_as_asked_for()
    {
        var peers = PeerSuite.Create();
        Assert.Empty(peers.Parse("--rounds 2 --write").Errors);
        Assert.NotEmpty(peers.Parse("--rounds many").Errors);
        Assert.NotEmpty(peers.Parse("serve --cache ours").Errors);
    }
}
