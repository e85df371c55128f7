namespace Bench.Freshness;

/// <summary>The table of <c>bench freshness</c> in the documentation.</summary>
internal static class FreshnessTable
{
    public const string Page = "docs/performance.md";

    /// <summary>Replaces the table between the marks on the page.</summary>
    /// <exception cref="LauncherException">The page has no such marks.</exception>
    public static void Write(FreshnessResult result) => new MarkedSection(Page, "bench freshness").Write(Of(result));

    // A figure that misses its target is bold.
    private static string Of(FreshnessResult result)
    {
        var rows = result.Figures().Select(figure => MarkedSection.Row(
            figure.What.Trim(), figure.Holds ? $"{figure.Value:0.0}" : $"**{figure.Value:0.0}**", figure.Unit ?? figure.Target));
        return MarkedSection.Head("figure", "value", "target or unit") + string.Concat(rows);
    }
}
