namespace Bench.Scale;

/// <summary>The tables of <c>bench scale</c> in the documentation.</summary>
internal static class ScaleTables
{
    public const string Page = "docs/performance.md";

    private const string Begin = "<!-- bench scale: begin -->\n";
    private const string End = "<!-- bench scale: end -->\n";

    /// <summary>Replaces the tables between the marks on the page.</summary>
    /// <exception cref="LauncherException">The page has no such marks.</exception>
    public static void Write(ScaleResult result)
    {
        var path = Path.Combine(Repository.Root, Page);
        var page = File.ReadAllText(path);
        var (begin, end) = (page.IndexOf(Begin, StringComparison.Ordinal), page.IndexOf(End, StringComparison.Ordinal));
        if (begin < 0 || end < begin)
            throw new LauncherException($"{Page} has no lines {Begin.Trim()} and {End.Trim()}, between which the tables belong.");
        File.WriteAllText(path, $"{page[..(begin + Begin.Length)]}{Of(result)}{page[end..]}");
    }

    private static string Of(ScaleResult result)
    {
        string[] heads = ["a", "one replica, a second", .. ScaledWork.Many.Select(n => $"{n} : 1"), "ms: service", .. Usage.ServerNames];
        string[] lines =
        [
            Line(heads),
            Line([.. heads.Select(_ => "---")]),
            .. result.Work.Append(result.Pages).Select(Row),
            "\n",
            Line("service", "processors, one replica", "MiB, peak", "MiB, limit"),
            Line("---", "---", "---", "---"),
            .. PodMemory.Limits.Select(limit => RowOf(limit.Key, limit.Value, result)),
        ];
        return string.Concat(lines);
    }

    // The web pages are measured with one replica only.
    private static string Row(ScaledWork work)
    {
        var ratios = ScaledWork.Many.Select(n => work.IsMeasured(n) ? $"{work.RatioOf(n):0.00}" : "");
        var costs = Usage.ServerNames.Prepend(work.Service).Select(program => $"{work.CostOf(program):0.000}");
        return Line([work.Item, $"{work.RateOf(1):N0}", .. ratios, .. costs]);
    }

    private static string RowOf(string service, int limit, ScaleResult result) =>
        Line(service, $"{result.ProcessorsOf(service):0.00}", $"{result.Peaks[service]:0}", $"{limit}");

    private static string Line(params IReadOnlyList<string> cells) => $"| {string.Join(" | ", cells)} |\n";
}
