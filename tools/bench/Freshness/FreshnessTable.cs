namespace Bench.Freshness;

/// <summary>The table of <c>bench freshness</c> in the documentation.</summary>
internal static class FreshnessTable
{
    public const string Page = "docs/performance.md";

    private const string Begin = "<!-- bench freshness: begin -->\n";
    private const string End = "<!-- bench freshness: end -->\n";

    /// <summary>Replaces the table between the marks on the page.</summary>
    /// <exception cref="LauncherException">The page has no such marks.</exception>
    public static void Write(FreshnessResult result)
    {
        var path = Path.Combine(Repository.Root, Page);
        var page = File.ReadAllText(path);
        var (begin, end) = (page.IndexOf(Begin, StringComparison.Ordinal), page.IndexOf(End, StringComparison.Ordinal));
        if (begin < 0 || end < begin)
            throw new LauncherException($"{Page} has no lines {Begin.Trim()} and {End.Trim()}, between which the table belongs.");
        File.WriteAllText(path, $"{page[..(begin + Begin.Length)]}{Of(result)}{page[end..]}");
    }

    // A figure that misses its target is bold.
    private static string Of(FreshnessResult result)
    {
        var rows = result.Figures().Select(figure =>
            Line(figure.What.Trim(), figure.Holds ? $"{figure.Value:0.0}" : $"**{figure.Value:0.0}**", figure.Unit ?? figure.Target));
        return string.Concat([Line("figure", "value", "target or unit"), Line("---", "---", "---"), .. rows]);
    }

    private static string Line(params string[] cells) => $"| {string.Join(" | ", cells)} |\n";
}
