using Spectre.Console.Rendering;

namespace Statsctl.Watch;

/// <summary>The live view: the totals, and below them the latest matches.</summary>
internal static class WatchView
{
    public static IRenderable Of(WatchSummary sums, IReadOnlyList<Scored> last) => new Rows(Sums(sums), Matches(last));

    private static Grid Sums(WatchSummary sums)
    {
        var grid = new Grid().AddColumn().AddColumn();
        Add("Matches", $"{Number(sums.Matches)} scored in {Number(sums.Seconds)} s, {sums.PerSecond.ToString("N1", CultureInfo.InvariantCulture)}/s now");
        Add("Points", $"{Number(sums.Points)} in {Number(sums.Scorings)} scorings");
        Add("Scored after", $"{sums.ScoredMs} (p50/p95)");
        Add("Fresh after", $"{sums.InvalidatedMs} (p50/p95)");
        return grid;

        void Add(string name, string value) => grid.AddRow(new Text(name, new Style(decoration: Decoration.Bold)), new Text(value));
    }

    private static Table Matches(IReadOnlyList<Scored> last)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("Scored", "Match");
        foreach (var title in new[] { "Revision", "Predictions", "Points", "ms" })
            table.AddColumn(title, column => column.RightAligned().NoWrap());
        foreach (var match in last)
        {
            table.AddRow([
                .. new[]
                {
                    $"{match.At.UtcDateTime:HH:mm:ss}", match.MatchId, Number(match.Revision), Number(match.Predictions), Number(match.Points),
                    match.LagMs is { } ms ? Number(ms) : "–",
                }.Select(text => new Text(text)),
            ]);
        }
        return table;
    }

    private static string Number(double number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
