using System.Text.Json;
using Season.Replay;
using Spectre.Console;

namespace Season.Demo;

/// <summary>Prints the demo's outcome.</summary>
internal static class Report
{
    public static void Print(IAnsiConsole console, ReplayInput input, JsonElement page, IReadOnlyList<TimeSpan> freshness, Readers readers)
    {
        if (!console.Profile.Out.IsTerminal)
            console.Profile.Width = 120;
        var lines = console.Profile.Out.Writer;
        console.Write(TableOf(Title(input), page.GetProperty("data").GetProperty("models")));
        var data = page.GetProperty("data");
        lines.WriteLine($"{data.GetProperty("totalPredictions").GetInt64():N0} predictions of {input.Results.Matches.Count} matches, data version {page.GetProperty("meta").GetProperty("version").GetInt64():N0}");
        if (freshness.Count > 0)
        {
            var sorted = freshness.Order().ToArray();
            lines.WriteLine(
                $"Freshness, from the publish of a result to the first HTTP answer that has it: {sorted.Length} matches, " +
                $"p50 {At(sorted, 0.50)}, p95 {At(sorted, 0.95)}, p99 {At(sorted, 0.99)}, max {At(sorted, 1)}");
        }
        else
        {
            lines.WriteLine("Freshness: not measured, because every match was already known.");
        }
        lines.WriteLine($"Readers meanwhile: {readers.Reads:N0} answers, {(readers.Reads == 0 ? 0 : 100.0 * readers.Hits / readers.Reads):N1}% from the cache");
    }

    private static string Title(ReplayInput input)
    {
        var of = input.Results.Matches.Select(m => $"{m.Result.Competition.Name} {m.Result.Season}").Distinct().ToArray();
        return of.Length <= 3 ? string.Join(", ", of) : $"{of.Length} seasons";
    }

    private static Table TableOf(string title, JsonElement models)
    {
        var table = new Table { Title = new TableTitle(Markup.Escape(title), Style.Plain) }.Border(TableBorder.Rounded);
        foreach (var column in new[] { "#", "Model", "Predictions", "Points", "Average", "Right %", "Exact", "Trend" })
            table.AddColumn(column == "Model" ? new TableColumn(column) : new TableColumn(column).RightAligned());
        foreach (var row in models.EnumerateArray())
        {
            table.AddRow(
                $"{row.GetProperty("rank")}{(row.GetProperty("tied").GetBoolean() ? "=" : "")}",
                Markup.Escape(row.GetProperty("displayName").GetString()!),
                row.GetProperty("scoredPredictions").ToString(),
                row.GetProperty("totalPoints").ToString(),
                row.GetProperty("avgPoints").GetDecimal().ToString("0.00", CultureInfo.InvariantCulture),
                row.GetProperty("accuracy").GetDecimal().ToString("0.0", CultureInfo.InvariantCulture),
                row.GetProperty("exactScores").ToString(),
                row.GetProperty("trend").GetString() switch { "up" => "▲", "down" => "▼", "new" => "new", _ => "" });
        }
        return table;
    }

    // The nearest-rank percentile: a value that was measured.
    private static string At(TimeSpan[] sorted, double share) =>
        $"{sorted[Math.Max(0, (int)Math.Ceiling(share * sorted.Length) - 1)].TotalMilliseconds.ToString("0.0", CultureInfo.InvariantCulture)} ms";
}
