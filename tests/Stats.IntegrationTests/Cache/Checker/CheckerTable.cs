namespace Stats.IntegrationTests.Cache.Checker;

/// <summary>A table of results in <c>docs/cache.md</c>.</summary>
/// <param name="Mark">The text in the marks around it.</param>
/// <param name="Scenarios">Its columns.</param>
/// <param name="Wrong">Its rows after our protocol.</param>
internal sealed record CheckerTable(string Mark, IReadOnlyList<Scenario> Scenarios, IReadOnlyList<Design> Wrong)
{
    public static CheckerTable WithoutLeases { get; } =
        new("found by the checker", Checker.Scenarios.InTable, Controls.Wrong);

    public static CheckerTable WithLeases { get; } =
        new("found by the checker, with read leases", Checker.Scenarios.WithLeases, Controls.BrokenLeases);

    /// <summary>A cell: the kind of wrong answer and the length of a shortest schedule to it, or <c>holds</c>.</summary>
    public static string Cell(CheckerFinding finding) =>
        finding.Stale is { } stale ? $"stale, {stale.Steps.Count}"
        : finding.Backwards is { } backwards ? $"backwards, {backwards.Steps.Count}"
        : finding.Late is { } late ? $"late, {late.Steps.Count}"
        : "holds";

    /// <summary>The text between the marks on the page.</summary>
    public string OnPage(string page)
    {
        var (first, last) = ($"<!-- {Mark}: begin -->\n", $"<!-- {Mark}: end -->\n");
        var begin = page.IndexOf(first, StringComparison.Ordinal);
        var end = page.IndexOf(last, StringComparison.Ordinal);
        return begin < 0 || end < begin ? "" : page[(begin + first.Length)..end];
    }

    /// <summary>The cell on the page; null if there is none.</summary>
    public string? CellOn(string page, Design design, Scenario scenario)
    {
        var cells = OnPage(page).Split('\n').Select(line => line.Trim('|').Split('|', StringSplitOptions.TrimEntries))
            .FirstOrDefault(cells => cells[0] == design.Name);
        return cells?.Length == Scenarios.Count + 1 ? cells[1 + Scenarios.Index().Single(other => other.Item == scenario).Index] : null;
    }

    public string Of(IEnumerable<(string Name, IEnumerable<string> Cells)> rows) => string.Concat(
        Line("design", Scenarios.Select(scenario => scenario.Name)),
        Line("---", Scenarios.Select(_ => "---")),
        string.Concat(rows.Select(row => Line(row.Name, row.Cells))));

    private static string Line(string first, IEnumerable<string> rest) => $"| {string.Join(" | ", rest.Prepend(first))} |\n";
}
