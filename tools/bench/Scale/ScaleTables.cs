namespace Bench.Scale;

/// <summary>The tables of <c>bench scale</c> in the documentation.</summary>
internal static class ScaleTables
{
    public const string Page = "docs/performance.md";

    /// <summary>Replaces the tables between the marks on the page.</summary>
    /// <exception cref="LauncherException">The page has no such marks.</exception>
    public static void Write(ScaleResult result) => new MarkedSection(Page, "bench scale").Write(Of(result));

    private static string Of(ScaleResult result)
    {
        string[] heads = ["a", "one replica, a second", .. ScaledWork.Many.Select(n => $"{n} : 1"), "ms: service", .. Usage.ServerNames];
        string[] lines =
        [
            MarkedSection.Head(heads),
            .. result.Work.Append(result.Pages).Select(Row),
            "\n",
            MarkedSection.Head("service", "processors, one replica", "MiB, peak", "MiB, limit"),
            .. PodMemory.Limits.Select(limit => RowOf(limit.Key, limit.Value, result)),
        ];
        return string.Concat(lines);
    }

    // The web pages are measured with one replica only.
    private static string Row(ScaledWork work)
    {
        var ratios = ScaledWork.Many.Select(n => work.IsMeasured(n) ? $"{work.RatioOf(n):0.00}" : "");
        var costs = Usage.ServerNames.Prepend(work.Service).Select(program => $"{work.CostOf(program):0.000}");
        return MarkedSection.Row([work.Item, $"{work.RateOf(1):N0}", .. ratios, .. costs]);
    }

    private static string RowOf(string service, int limit, ScaleResult result) =>
        MarkedSection.Row(service, $"{result.ProcessorsOf(service):0.00}", $"{result.Peaks[service]:0}", $"{limit}");
}
