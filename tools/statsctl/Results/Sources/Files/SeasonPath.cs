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
        var named = Year().IsMatch(folder) ? FeedIds.Named(folder) : null;
        var season = named ?? options.Season ?? throw Missing(path, folder);
        if (options.Season is { } given && given != season)
            throw Other(path, given, folder);
        return FeedIds.IsValid(competition) && FeedIds.IsValid(season)
            ? new SeasonPath(competition, season)
            : throw new UnreadableFileException(
                path, null, "expected a path such as 2015-16/en.1.csv: the season's folder, the competition's id");
    }

    /// <summary>The error if the folder is no season, and none was given.</summary>
    public static UnreadableFileException Missing(string path, string folder) =>
        new(path, null, $"expected a season's folder such as 2025-26, found '{folder}'; move the file, or name the season with --season");

    /// <summary>The error if the folder is of another season than the given one.</summary>
    public static UnreadableFileException Other(string path, string given, string folder) =>
        new(path, null, $"expected the season {given}, the given --season, found the folder {folder}");

    [GeneratedRegex(@"\A(18|19|20|21)\d{2}(?!\d)", RegexOptions.ExplicitCapture)]
    private static partial Regex Year();
}
