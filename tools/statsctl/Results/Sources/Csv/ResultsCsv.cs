namespace Statsctl.Results.Sources;

/// <summary>
/// Reads results from CSV: <c>date,home,away,home_goals,away_goals</c>, optionally <c>time</c>; a match with empty goals hasn't been
/// played. A comment line <c># competition: Premier League</c> above the header names the competition.
/// </summary>
internal static class ResultsCsv
{
    private static readonly string[] Columns = ["date", "home", "away", "home_goals", "away_goals"];

    /// <summary>Whether a file has the header of results.</summary>
    public static bool HasResults(string path, byte[] utf8) => !Columns.Except(CsvTable.Header(path, utf8)).Any();

    /// <summary>The competition's name; null if the file doesn't give it.</summary>
    public static string? CompetitionName(byte[] utf8) => CsvTable.Comment(utf8, "competition");

    /// <summary>All matches, played or not, in the file's order.</summary>
    /// <exception cref="UnreadableFileException">Names the line, the column and the expected value.</exception>
    public static List<RecordedMatch> Matches(string path, byte[] utf8)
    {
        using var table = CsvTable.Open(path, utf8, Columns, "time");
        var matches = new List<RecordedMatch>();
        while (table.Next())
            matches.Add(Match(table));
        return matches;
    }

    private static RecordedMatch Match(CsvTable row)
    {
        if (!Kickoff.TryDate(row["date"], out var date))
            throw row.Expected(Kickoff.DateRule, "date");
        if (!Kickoff.TryTime(row["time"], out var time))
            throw row.Expected(Kickoff.TimeRule, "time");
        foreach (var column in new[] { "home", "away" })
        {
            if (row[column].Length == 0)
                throw row.Expected("a club's name", column);
        }
        var unplayed = row["home_goals"].Length == 0 && row["away_goals"].Length == 0;
        var score = unplayed ? null : new Score(new Goals(row.Goals("home_goals"), row.Goals("away_goals")));
        return new RecordedMatch(row.Line, Kickoff.At(date, time), row["home"], row["away"], score, MatchStatus.Played);
    }
}
