namespace Stats.IntegrationTests.Cache.Checker;

/// <summary>The table of results in <c>docs/cache.md</c>.</summary>
internal static class CheckerTable
{
    private const string Begin = "<!-- found by the checker: begin -->\n";
    private const string End = "<!-- found by the checker: end -->\n";

    /// <summary>A cell: the kind of wrong answer and the length of a shortest schedule to it, or <c>holds</c>.</summary>
    public static string Cell(CheckerFinding finding) =>
        finding.Stale is { } stale ? $"stale, {stale.Steps.Count}"
        : finding.Backwards is { } backwards ? $"backwards, {backwards.Steps.Count}"
        : "holds";

    /// <summary>The text between the marks on the page.</summary>
    public static string OnPage(string page)
    {
        var begin = page.IndexOf(Begin, StringComparison.Ordinal);
        var end = page.IndexOf(End, StringComparison.Ordinal);
        return begin < 0 || end < begin ? "" : page[(begin + Begin.Length)..end];
    }

    /// <summary>A design's cells in a table; empty if the design is missing.</summary>
    public static string[] Cells(string table, Design design) =>
        [.. table.Split('\n').Select(line => line.Trim('|').Split('|', StringSplitOptions.TrimEntries))
            .Where(cells => cells[0] == design.Name).Take(1).SelectMany(cells => cells.Skip(1))];

    public static string Of(IReadOnlyList<Scenario> scenarios, IEnumerable<(string Name, IEnumerable<string> Cells)> rows) => string.Concat(
        Line("design", scenarios.Select(scenario => scenario.Name)),
        Line("---", scenarios.Select(_ => "---")),
        string.Concat(rows.Select(row => Line(row.Name, row.Cells))));

    private static string Line(string first, IEnumerable<string> rest) => $"| {string.Join(" | ", rest.Prepend(first))} |\n";
}
