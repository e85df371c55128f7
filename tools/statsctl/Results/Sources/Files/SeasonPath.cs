using System.Text.RegularExpressions;

namespace Statsctl.Results.Sources;

/// <summary>The competition and season that a file's path names: <c>2015-16/en.1.csv</c>.</summary>
internal sealed partial record SeasonPath(string CompetitionId, string Season)
{
    /// <exception cref="UnreadableFileException">The path names no competition, or no season and none was given.</exception>
    public static SeasonPath Of(string path, SourceOptions options)
    {
        var folder = Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(path))) ?? "";
        var competition = FeedIds.Named(Path.GetFileNameWithoutExtension(path));
        var season = options.AnyFolderIsASeason || Year().IsMatch(folder) ? FeedIds.Named(folder) : options.Season;
        if (season is null)
        {
            throw new UnreadableFileException(
                path, null, $"expected a season's folder such as 2015-16, found '{folder}'; name the season with --season");
        }
        if (options.Season is { } given && given != season)
            throw new UnreadableFileException(path, null, $"expected a file of {given}, the given --season, found one in the folder {season}");
        return FeedIds.IsValid(competition) && FeedIds.IsValid(season)
            ? new SeasonPath(competition, season)
            : throw new UnreadableFileException(
                path, null, "expected a path such as 2015-16/en.1.csv: the season's folder, the competition's id");
    }

    [GeneratedRegex(@"\A(18|19|20|21)\d{2}(?!\d)", RegexOptions.ExplicitCapture)]
    private static partial Regex Year();
}
