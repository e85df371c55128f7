namespace Statsctl.Results.Sources;

/// <summary>A layout of football-data.co.uk: the names of its columns, and where the season is.</summary>
/// <param name="Years">The season of all rows; null if each row has its own.</param>
/// <param name="Only">The season whose rows are read; null for all.</param>
internal sealed record FootballDataLayout(
    string League, string Home, string Away, string HomeGoals, string AwayGoals, SeasonYears? Years, SeasonYears? Only)
{
    private static readonly string[] Dates = ["d/M/yyyy", "d/M/yy"];

    /// <exception cref="UnreadableFileException">The season is in no row, and neither given nor the name of the folder.</exception>
    public static FootballDataLayout Of(string path, string[] header, SourceOptions options)
    {
        if (header.Contains("div"))
            return new("Div", "HomeTeam", "AwayTeam", "FTHG", "FTAG", FootballDataSeason.Of(path, options), Only: null);
        var hasSeason = header.Contains("season");
        return new(
            "Country",
            "Home",
            "Away",
            "HG",
            "AG",
            hasSeason ? null : FootballDataSeason.Of(path, options),
            hasSeason ? FootballDataSeason.Given(path, options) : null);
    }

    /// <exception cref="UnreadableFileException">The league is unknown.</exception>
    public KnownLeague LeagueIn(CsvTable row) => League == "Div"
        ? KnownLeagues.OfDivision(row[League]) ?? throw row.Expected("a division such as E0 or D1", League)
        : KnownLeagues.OfCountry(row[League]) ?? throw row.Expected("a country such as Austria", League);

    /// <exception cref="UnreadableFileException">The row has none.</exception>
    public SeasonYears SeasonIn(CsvTable row) => Years ?? SeasonYears.Parse(row["Season"])
        ?? throw row.Expected("a season such as 2025/2026 or 2025", "Season");

    /// <summary>The match of a row. Only matches with goals have been played; the files name no other status.</summary>
    public SourceMatch MatchIn(CsvTable row, SeasonYears years)
    {
        var unplayed = row[HomeGoals].Length == 0 && row[AwayGoals].Length == 0;
        return new SourceMatch(
            row.Where,
            Round: null,
            ClubIn(row, Home),
            ClubIn(row, Away),
            FootballDataKickoff.Of(DateIn(row, years), TimeIn(row)),
            unplayed ? null : new Score(new Goals(row.Goals(HomeGoals), row.Goals(AwayGoals))),
            unplayed ? MatchStatus.Scheduled : MatchStatus.Finished,
            FootballDataOdds.In(row));
    }

    private static string ClubIn(CsvTable row, string column) =>
        row[column] is { Length: > 0 } name ? name : throw row.Expected("a club's name", column);

    // A season may last until August, as in 2020.
    private static DateOnly DateIn(CsvTable row, SeasonYears years)
    {
        if (!DateOnly.TryParseExact(row["Date"], Dates, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            throw row.Expected("a date such as 16/08/2025 or 16/08/25", "Date");
        var isWithin = years.First == years.Last
            ? date.Year >= years.First && date.Year <= years.Last + 1
            : date >= new DateOnly(years.First, 6, 1) && date < new DateOnly(years.Last, 9, 1);
        return isWithin ? date : throw row.Expected($"a date of the season {years.Id}", "Date");
    }

    private static TimeOnly? TimeIn(CsvTable row) => KickoffText.TryTime(row["Time"], out var time, out var offset) && offset is null
        ? time
        : throw row.Expected("a time such as 20:00", "Time");
}
