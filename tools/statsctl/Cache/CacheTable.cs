using System.Globalization;
using Spectre.Console;
using Stats.Cache.Administration;

namespace Statsctl.Cache;

/// <summary>The statistics of the cache for people: how pages were read, and what is kept.</summary>
internal static class CacheTable
{
    private static readonly (string Title, Func<LevelStats, long> Value)[] Read =
    [
        ("Reads", level => level.Reads),
        ("Hits", level => level.Hits),
        ("Filled", level => level.Stored),
        ("Missed", level => level.Misses),
        ("Bypassed", level => level.Bypasses),
        ("Waited", level => level.Waits),
    ];

    private static readonly (string Title, Func<LevelStats, long> Value)[] Kept =
    [
        ("Entries", level => level.Entries),
        ("Bytes", level => level.Bytes),
        ("Refused: floor", level => level.FillsRefused.Floor),
        ("epoch", level => level.FillsRefused.Epoch),
        ("other", level => level.FillsRefused.Newer + level.FillsRefused.Generation + level.FillsRefused.NoFence),
    ];

    public static void Print(IAnsiConsole console, CacheStats stats)
    {
        console.Write(Of(stats.Levels, [.. Read.Select(column => (column.Title, Sum(column.Value))), ("Hit ratio", HitRatio)]));
        console.Write(Of(stats.Levels, [.. Kept.Select(column => (column.Title, Sum(column.Value)))]));
        console.WriteLine(stats.Since is { } since
            ? string.Create(CultureInfo.InvariantCulture, $"Counted since {since:yyyy-MM-dd HH:mm:ss} UTC. Readers add theirs every five seconds.")
            : "Nobody has counted yet. Readers add theirs every five seconds.");
    }

    private static Table Of(IReadOnlyList<LevelStats> levels, IReadOnlyList<(string Title, Func<IEnumerable<LevelStats>, string> Text)> columns)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumn("Level", column => column.NoWrap().PadRight(0));
        foreach (var (title, _) in columns)
            table.AddColumn(title, column => column.RightAligned().NoWrap().PadLeft(1).PadRight(0));
        foreach (var level in levels)
            table.AddRow([level.Level, .. columns.Select(column => column.Text([level]))]);
        return table.AddRow(["all", .. columns.Select(column => column.Text(levels))]);
    }

    private static Func<IEnumerable<LevelStats>, string> Sum(Func<LevelStats, long> value) =>
        levels => levels.Sum(value).ToString("N0", CultureInfo.InvariantCulture);

    private static string HitRatio(IEnumerable<LevelStats> levels)
    {
        var reads = levels.Sum(level => level.Reads);
        return reads == 0 ? "" : ((double)levels.Sum(level => level.Hits) / reads).ToString("P1", CultureInfo.InvariantCulture);
    }
}
