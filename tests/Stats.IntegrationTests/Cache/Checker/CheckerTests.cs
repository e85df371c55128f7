using Launcher;

namespace Stats.IntegrationTests.Cache.Checker;

/// <summary>
/// Every order of the steps of readers, writers and faults, with our real code and scripts on a real Redis. The same search must find
/// fault with every design that is known to be wrong, or it proves nothing.
/// </summary>
public sealed class CheckerTests(CheckerFixture checker, ITestOutputHelper output) : IClassFixture<CheckerFixture>
{
    private static readonly string OnPage = CheckerTable.OnPage(File.ReadAllText(Path.Combine(Repository.Root, "docs", "cache.md")));

    public static TheoryData<string> Tried => [.. Scenarios.Tried.Select(scenario => scenario.Name)];

    public static TheoryData<string> Wrong => [.. Controls.Wrong.Select(design => design.Name)];

    public static TheoryData<string> WrongForHolders => [.. Controls.BrokenForHolders.Select(design => design.Name)];

    [Theory]
    [MemberData(nameof(Tried))]
    public async Task No_order_gives_a_stale_answer(string name)
    {
        var tried = Scenarios.Tried.Single(scenario => scenario.Name == name);
        var finding = await checker.SearchAsync(Controls.Ours, tried);
        output.WriteLine($"{name}: {finding}");
        Assert.True(finding.Violation is null, $"Stale:\n{finding.Violation}");
        Assert.True(finding.CheckedHits > 0, "Redis answered nothing that could have been stale.");
        Assert.True(finding.CheckedHeld > 0 || !Scenarios.Held.Contains(tried), "Nobody was told to keep what could have been stale.");
    }

    [Theory]
    [MemberData(nameof(WrongForHolders))]
    public async Task A_304_that_should_have_been_a_page_is_caught(string name)
    {
        var design = Controls.BrokenForHolders.Single(design => design.Name == name);
        var finding = await checker.SearchAsync(design, Scenarios.Held.Single(scenario => scenario.Faults.Contains(Fault.IndexEvicted)));
        output.WriteLine($"{name}: {finding}\n{finding.Violation}");
        Assert.Contains("told to keep", finding.Stale?.Steps[^1], StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task A_wrong_design_is_caught(string name)
    {
        var design = Controls.Wrong.Single(design => design.Name == name);
        var caught = 0;
        foreach (var scenario in Scenarios.InTable)
        {
            if (await SearchAsync(design, scenario) is not { } finding)
                continue;
            output.WriteLine($"{name}, {scenario.Name}: {finding}\n{finding.Violation}\n");
            caught += finding.Violation is null ? 0 : 1;
        }
        Assert.True(caught > 0, "The checker finds no fault with it.");
    }

    [Fact]
    public async Task The_page_shows_what_was_found()
    {
        var rows = new List<(string, IEnumerable<string>)>();
        foreach (var design in Controls.Wrong.Prepend(Controls.Ours))
        {
            var cells = new List<string>();
            foreach (var (i, scenario) in Scenarios.InTable.Index())
            {
                cells.Add(await SearchAsync(design, scenario) is { } finding ? CheckerTable.Cell(finding) : CheckerTable.Cells(OnPage, design)[i]);
            }
            rows.Add((design.Name, cells));
        }
        var sizes = new List<string>();
        foreach (var scenario in Scenarios.InTable)
            sizes.Add($"{(await checker.SearchAsync(Controls.Ours, scenario)).States:N0}");
        rows.Add(("*states of ours*", sizes));
        var found = CheckerTable.Of(Scenarios.InTable, rows);
        output.WriteLine(found);
        Assert.Equal(found, OnPage);
    }

    [Fact]
    public void Each_thing_done_otherwise_is_in_a_script_of_ours()
    {
        string[] ours = [Stats.Cache.LuaScript.Get, Stats.Cache.LuaScript.Fill, Stats.Cache.LuaScript.Fence, Stats.Cache.LuaScript.Invalidate];
        foreach (var piece in Controls.Broken.Concat(Controls.BrokenForHolders).SelectMany(design => design.Altered))
            Assert.Contains(ours, script => script.Contains(piece.Ours, StringComparison.Ordinal));
    }

    // Null where it is not searched: that a wrong design holds somewhere takes the whole search, as that it is no worse than backwards does.
    // Both are left to --soak; that it is caught takes only the way there.
    private async Task<CheckerFinding?> SearchAsync(Design design, Scenario scenario)
    {
        var cells = CheckerTable.Cells(OnPage, design);
        var column = Scenarios.InTable.Index().Single(other => other.Item == scenario).Index;
        return Soak.IsOn || design == Controls.Ours || cells.Length != Scenarios.InTable.Count
            ? await checker.SearchAsync(design, scenario)
            : cells[column] == "holds" ? null
            : await checker.SearchAsync(design, scenario, isBackwardsEnough: cells[column].StartsWith("backwards", StringComparison.Ordinal));
    }
}
