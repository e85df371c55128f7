using Launcher;

namespace Stats.IntegrationTests.Cache.Checker;

/// <summary>
/// Checks every order of the steps of readers, writers and faults, with the production code and scripts on a real Redis. As a negative
/// control, the same search must catch every design that is known to be wrong.
/// </summary>
public sealed class CheckerTests(CheckerFixture checker, ITestOutputHelper output) : IClassFixture<CheckerFixture>
{
    private static readonly string OnPage = CheckerTable.OnPage(File.ReadAllText(Path.Combine(Repository.Root, "docs", "cache.md")));

    public static TheoryData<string> Tried => [.. Scenarios.Tried.Select(scenario => scenario.Name)];

    public static TheoryData<string> Wrong => [.. Controls.Wrong.Select(design => design.Name)];

    public static TheoryData<string> WrongForHolders => [.. Controls.BrokenForHolders.Select(design => design.Name)];

    [Theory]
    [MemberData(nameof(Tried))]
    public async Task No_order_of_steps_gives_a_stale_answer(string name)
    {
        var tried = Scenarios.Tried.Single(scenario => scenario.Name == name);
        var finding = await checker.SearchAsync(Controls.Ours, tried);
        output.WriteLine($"{name}: {finding}");
        Assert.True(finding.Violation is null, $"Stale:\n{finding.Violation}");
        Assert.True(finding.CheckedHits > 0, "Redis gave no answer that could have been stale.");
        Assert.True(
            finding.CheckedHeld > 0 || !Scenarios.Held.Contains(tried),
            "No client was told to keep a page that could have been stale.");
    }

    [Theory]
    [MemberData(nameof(WrongForHolders))]
    public async Task A_wrong_304_is_caught(string name)
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
        Assert.True(caught > 0, "The checker found no violation.");
    }

    [Fact]
    public async Task The_table_in_the_documentation_is_up_to_date()
    {
        var rows = new List<(string, IEnumerable<string>)>();
        foreach (var design in Controls.Wrong.Prepend(Controls.Ours))
        {
            var cells = new List<string>();
            foreach (var (i, scenario) in Scenarios.InTable.Index())
            {
                var finding = await SearchAsync(design, scenario);
                cells.Add(finding is null ? CheckerTable.Cells(OnPage, design)[i] : CheckerTable.Cell(finding));
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
    public void Every_altered_piece_occurs_in_a_script()
    {
        string[] ours =
        [
            Stats.Cache.LuaScript.Get,
            Stats.Cache.LuaScript.Fill,
            Stats.Cache.LuaScript.Fence,
            Stats.Cache.LuaScript.Invalidate,
        ];
        foreach (var piece in Controls.Broken.Concat(Controls.BrokenForHolders).SelectMany(design => design.Altered))
            Assert.Contains(ours, script => script.Contains(piece.Ours, StringComparison.Ordinal));
    }

    // Null if this run skips the search. Catching a wrong design takes only the shortest schedule. Confirming that it holds in a scenario,
    // or that it is never stale, takes a complete search and is left to --soak.
    private async Task<CheckerFinding?> SearchAsync(Design design, Scenario scenario)
    {
        var cells = CheckerTable.Cells(OnPage, design);
        var column = Scenarios.InTable.Index().Single(other => other.Item == scenario).Index;
        return Soak.IsOn || design == Controls.Ours || cells.Length != Scenarios.InTable.Count
            ? await checker.SearchAsync(design, scenario)
            : cells[column] == "holds" ? null
            : await checker.SearchAsync(
                design, scenario, isBackwardsEnough: cells[column].StartsWith("backwards", StringComparison.Ordinal));
    }
}
