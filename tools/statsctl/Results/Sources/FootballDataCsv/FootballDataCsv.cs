using System.Text;
using System.Text.Unicode;

namespace Statsctl.Results.Sources;

/// <summary>
/// Reads the CSV of football-data.co.uk in both layouts: <c>Div,Date,Time,HomeTeam,AwayTeam,FTHG,FTAG,…</c> of one season, and
/// <c>Country,League,Season,Date,Time,Home,Away,HG,AG,…</c> of many. Fixtures have no goals. The text is UTF-8 or Windows-1252.
/// Source: https://www.football-data.co.uk/notes.txt
/// </summary>
internal static class FootballDataCsv
{
    private static readonly string[] OfASeason = ["div", "date", "hometeam", "awayteam"];

    private static readonly string[] OfManySeasons = ["country", "league", "date", "home", "away"];

    /// <summary>Whether a header, in lower case, is of one of the layouts.</summary>
    public static bool IsHeader(string[] header) => !OfASeason.Except(header).Any() || !OfManySeasons.Except(header).Any();

    /// <summary>The file's competitions and seasons. With a given season, the layout of many seasons yields that one alone.</summary>
    /// <exception cref="UnreadableFileException">Names the line, the column and the expected value.</exception>
    public static List<SourceSeason> Read(string path, byte[] bytes, SourceOptions options)
    {
        var utf8 = Utf8.IsValid(bytes) ? bytes : OfWindows1252(bytes);
        using var table = CsvTable.OpenLoose(path, utf8);
        var layout = FootballDataLayout.Of(path, CsvTable.Header(path, utf8), options);
        var seasons = new Dictionary<(KnownLeague League, SeasonYears Years), List<SourceMatch>>();
        var others = new SortedSet<string>(StringComparer.Ordinal);
        while (table.Next())
        {
            var (league, years) = (layout.LeagueIn(table), layout.SeasonIn(table));
            if (layout.Only is { } only && only != years)
            {
                others.Add(years.Id);
                continue;
            }
            if (!seasons.TryGetValue((league, years), out var matches))
                seasons.Add((league, years), matches = []);
            matches.Add(layout.MatchIn(table, years));
        }
        if (seasons.Count == 0)
        {
            var found = others.Count == 0 ? "none" : string.Join(", ", others);
            throw new UnreadableFileException(path, null, $"expected matches of {layout.Only?.Id ?? "a season"}, found {found}");
        }
        return [.. seasons.Select(each => new SourceSeason(path, each.Key.League.Competition, each.Key.Years.Id, each.Value))];
    }

    private static byte[] OfWindows1252(byte[] bytes) =>
        Encoding.Convert(CodePagesEncodingProvider.Instance.GetEncoding(1252)!, Encoding.UTF8, bytes);
}
