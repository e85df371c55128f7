namespace Statsctl.Results.Sources;

/// <summary>
/// Reads results from CSV: <c>date,home,away,home_goals,away_goals</c>, optionally <c>time</c>; a match with empty goals hasn't been
/// played. A comment line <c># competition: Premier League</c> above the header names the competition.
/// </summary>
internal static class ResultsCsv
{
    private static readonly string[] Columns = ["date", "home", "away", "home_goals", "away_goals"];

    /// <summary>Whether it is the header of results.</summary>
    public static bool IsHeader(string[] header) => !Columns.Except(header).Any();

    /// <summary>All matches, played or not, in the file's order.</summary>
    /// <exception cref="UnreadableFileException">Names the line, the column and the expected value.</exception>
    public static SourceSeason Read(string path, byte[] utf8, SeasonPath named)
    {
        var name = CsvTable.Comment(utf8, "competition") ?? named.CompetitionId;
        using var table = CsvTable.Open(path, utf8, Columns, "time");
        var matches = new List<SourceMatch>();
        while (table.Next())
            matches.Add(Match(table));
        return new SourceSeason(path, new Competition(named.CompetitionId, name), named.Season, matches);
    }

    private static SourceMatch Match(CsvTable row)
    {
        if (!KickoffText.TryDate(row["date"], out var date))
            throw row.Expected(KickoffText.DateRule, "date");
        if (!KickoffText.TryTime(row["time"], out var time, out var offset))
            throw row.Expected(KickoffText.TimeRule, "time");
        foreach (var column in new[] { "home", "away" })
        {
            if (row[column].Length == 0)
                throw row.Expected("a club's name", column);
        }
        var unplayed = row["home_goals"].Length == 0 && row["away_goals"].Length == 0;
        return new SourceMatch(
            row.Where,
            Round: null,
            row["home"],
            row["away"],
            new LocalKickoff(date, time, offset),
            unplayed ? null : new Score(new Goals(row.Goals("home_goals"), row.Goals("away_goals"))),
            unplayed ? MatchStatus.Scheduled : MatchStatus.Finished);
    }
}
