using System.Text;

namespace Statsctl.Results.Sources;

/// <summary>
/// Reads openfootball's Football.TXT: title lines with the season, rounds, days, and matches below them, one a line, with the score
/// between or behind the clubs. Lines of another known kind are passed over: comments, goals in parentheses, line-ups, groups, byes.
/// Sources: https://github.com/openfootball/england, /deutschland, /espana, /champions-league, /europe, /world, /worldcup
/// </summary>
internal static class FootballTxt
{
    /// <summary>Whether the first line with content is a title with a season; the same folders contain other text too.</summary>
    public static bool HasSeason(byte[] utf8)
    {
        foreach (var line in Encoding.UTF8.GetString(utf8).AsSpan().EnumerateLines())
        {
            var text = TxtLine.WithoutComment(line.ToString());
            if (text.Length > 0)
                return TxtLine.HeadingLevel(text) == 1 && SeasonTitle.Parse(TxtLine.HeadingText(text)) is not null;
        }
        return false;
    }

    /// <summary>The seasons in the file's order. Each line that is of no known kind is an error.</summary>
    /// <exception cref="UnreadableFileException">Names the line and what was expected there.</exception>
    public static List<SourceSeason> Read(string path, byte[] utf8, SourceOptions options)
    {
        var reader = new TxtReader(path, options);
        foreach (var line in Encoding.UTF8.GetString(utf8).AsSpan().EnumerateLines())
            reader.Read(line.ToString());
        return reader.End();
    }
}
