using Statsctl.Forecasters;

namespace Statsctl.Results.Sources;

/// <summary>
/// The odds in a row of football-data.co.uk. Closing odds come before those of some days earlier, and the market's average before a
/// bookmaker's. Older seasons have earlier odds alone.
/// </summary>
internal static class FootballDataOdds
{
    // Closing: average, Pinnacle, Bet365. Earlier: average, Betbrain's average, Pinnacle under both its names, Bet365.
    private static readonly string[] Results = ["AvgC", "PSC", "B365C", "Avg", "BbAv", "PS", "P", "B365"];

    // In these columns Pinnacle is P; GB is Gamebookers, before 2006.
    private static readonly string[] Totals = ["AvgC", "PC", "B365C", "Avg", "BbAv", "P", "B365", "GB"];

    /// <summary>The best odds of the row; null if it has none for all three results.</summary>
    /// <exception cref="UnreadableFileException">Odds are no number.</exception>
    public static ClosingOdds? In(CsvTable row)
    {
        var (over, under) = Total(row);
        foreach (var source in Results)
        {
            if (Odds(row, $"{source}H") is { } home && Odds(row, $"{source}D") is { } draw && Odds(row, $"{source}A") is { } away)
                return new ClosingOdds(home, draw, away, over, under);
        }
        return null;
    }

    private static (decimal? Over, decimal? Under) Total(CsvTable row)
    {
        foreach (var source in Totals)
        {
            if (Odds(row, $"{source}>2.5") is { } over && Odds(row, $"{source}<2.5") is { } under)
                return (over, under);
        }
        return (null, null);
    }

    // Missing odds are empty, or 0 in a few rows.
    private static decimal? Odds(CsvTable row, string column)
    {
        if (row[column] is not { Length: > 0 } text)
            return null;
        if (!decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var odds))
            throw row.Expected("decimal odds such as 2.10", column);
        return odds >= 1 ? odds : null;
    }
}
