using Launcher;
using Stats.Cache;

namespace Stats.IntegrationTests.Cache.Checker;

/// <summary>
/// Checks every order of the steps of readers, writers and faults, with the production code and scripts on a real Redis. As a negative
/// control, the same search must catch every design that is known to be wrong.
/// </summary>
public sealed class CheckerTests(CheckerFixture checker, ITestOutputHelper output) : IClassFixture<CheckerFixture>
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "cache.md"));

    public static TheoryData<string> Tried => [.. Scenarios.Tried.Select(scenario => scenario.Name)];

    public static TheoryData<string> Wrong => [.. Controls.Wrong.Select(design => design.Name)];

    public static TheoryData<string> WrongLeases => [.. Controls.BrokenLeases.Select(design => design.Name)];

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
        Assert.True(finding.Leased > 0 || tried.Clocks is null, "No process answered from memory.");
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
    public Task A_wrong_design_is_caught(string name) => IsCaughtAsync(CheckerTable.WithoutLeases, name);

    [Theory]
    [MemberData(nameof(WrongLeases))]
    public Task A_wrong_read_lease_is_caught(string name) => IsCaughtAsync(CheckerTable.WithLeases, name);

    [Fact]
    public Task The_table_in_the_documentation_is_up_to_date() => IsUpToDateAsync(CheckerTable.WithoutLeases);

    [Fact]
    public Task The_table_with_read_leases_is_up_to_date() => IsUpToDateAsync(CheckerTable.WithLeases);

    [Fact]
    public void Every_altered_piece_occurs_in_a_script()
    {
        string[] ours =
        [
            Stats.Cache.LuaScript.Get,
            Stats.Cache.LuaScript.Fill,
            Stats.Cache.LuaScript.Fence,
            Stats.Cache.LuaScript.Invalidate,
            Stats.Cache.LuaScript.Hear,
            Stats.Cache.LuaScript.Unheard,
        ];
        Protocol[] broken = [.. Controls.Broken, .. Controls.BrokenForHolders, .. Controls.BrokenLeases];
        foreach (var piece in broken.SelectMany(design => design.Altered))
            Assert.Contains(ours, script => script.Contains(piece.Ours, StringComparison.Ordinal));
        // With clocks, every script reads them from its contents.
        Assert.All(ours, script => Assert.Contains(Gates.ServersTime, script, StringComparison.Ordinal));
        Assert.All(ours, script => Assert.Contains(Gates.Published, script, StringComparison.Ordinal));
        Assert.All(ours, script => Assert.Contains($"longest_lease = {LeaseClock.Longest}\n", script, StringComparison.Ordinal));
    }

    private async Task IsCaughtAsync(CheckerTable table, string name)
    {
        var design = table.Wrong.Single(design => design.Name == name);
        var caught = 0;
        foreach (var scenario in table.Scenarios)
        {
            if (await SearchAsync(table, design, scenario) is not { } finding)
                continue;
            output.WriteLine($"{name}, {scenario.Name}: {finding}\n{finding.Violation}\n");
            caught += finding.Violation is null ? 0 : 1;
        }
        Assert.True(caught > 0 && caught >= design.In.Count, $"The checker found violations in {caught} scenarios only.");
    }

    private async Task IsUpToDateAsync(CheckerTable table)
    {
        var rows = new List<(string, IEnumerable<string>)>();
        foreach (var design in table.Wrong.Prepend(Controls.Ours))
        {
            var cells = new List<string>();
            foreach (var scenario in table.Scenarios)
            {
                var finding = await SearchAsync(table, design, scenario);
                cells.Add(finding is not null ? CheckerTable.Cell(finding)
                    : design.IsTriedIn(scenario) ? table.CellOn(Page, design, scenario)! : "");
            }
            rows.Add((design.Name, cells));
        }
        var sizes = new List<string>();
        foreach (var scenario in table.Scenarios)
            sizes.Add($"{(await checker.SearchAsync(Controls.Ours, scenario)).States:N0}");
        rows.Add(("*states of ours*", sizes));
        var found = table.Of(rows);
        output.WriteLine(found);
        Assert.Equal(found, table.OnPage(Page));
    }

    // Null if this run skips the search. Catching a wrong design takes only the shortest schedule. Confirming that it holds in a scenario,
    // or that it is never stale, takes a complete search and is left to --soak.
    private async Task<CheckerFinding?> SearchAsync(CheckerTable table, Design design, Scenario scenario)
    {
        var cell = table.CellOn(Page, design, scenario);
        return !design.IsTriedIn(scenario) ? null
            : Soak.IsOn || design == Controls.Ours || cell is null ? await checker.SearchAsync(design, scenario)
            : cell == "holds" ? null
            : cell.StartsWith("backwards", StringComparison.Ordinal)
                ? await checker.SearchAsync(design, scenario, finding => finding.Backwards is not null)
            : cell.StartsWith("late", StringComparison.Ordinal)
                ? await checker.SearchAsync(design, scenario, finding => finding.Late is not null)
            : await checker.SearchAsync(design, scenario);
    }
}
