using Statsctl.Feed;

namespace Season.Replay;

/// <summary>
/// Reads results from files and folders: football.json in both layouts, and CSV. The competition is a file's base name, the season
/// the name of its folder.
/// </summary>
public static class ResultsFiles
{
    private static readonly EnumerationOptions Everything = new() { RecurseSubdirectories = true };

    /// <param name="paths">Files, and folders that stand for all results files below them.</param>
    /// <exception cref="UnreadableFileException">The first error: file, line and expected content.</exception>
    public static Results Read(IEnumerable<string> paths)
    {
        var passedOver = new List<string>();
        var seasons = new Dictionary<(string Competition, string Season), SeasonFile>();
        foreach (var (path, mayBeOther) in Expand(paths).DistinctBy(file => Path.GetFullPath(file.Path)))
        {
            if (Season(path, mayBeOther) is not { } season)
                passedOver.Add(path);
            else if (!seasons.TryAdd((season.Competition.Id, season.Season), season))
                throw TwoFilesOf(season, seasons[(season.Competition.Id, season.Season)]);
        }
        var feed = seasons.Values.SelectMany(FeedMatches.Of)
            .OrderBy(match => match.Result.Kickoff).ThenBy(match => match.Result.MatchId, StringComparer.Ordinal);
        var unplayed = seasons.Values.Sum(season => season.Matches.Count(match => !FeedMatches.IsFed(match)));
        return new Results([.. feed], seasons.Count, unplayed, passedOver);
    }

    private static IEnumerable<(string Path, bool MayBeOther)> Expand(IEnumerable<string> paths)
    {
        foreach (var path in paths)
        {
            if (!Directory.Exists(path))
            {
                yield return (path, false);
                continue;
            }
            var files = Directory.EnumerateFiles(path, "*", Everything)
                .Where(file => IsJson(file) || IsCsv(file))
                .Where(file => !file.EndsWith(".clubs.json", StringComparison.OrdinalIgnoreCase));
            foreach (var file in files.Order(StringComparer.Ordinal))
                yield return (file, true);
        }
    }

    /// <param name="mayBeOther">Whether it was found in a folder, where other JSON and CSV files may be.</param>
    private static SeasonFile? Season(string path, bool mayBeOther)
    {
        if (!File.Exists(path))
            throw new UnreadableFileException(path, null, "expected a file or folder, found none");
        if (!IsJson(path) && !IsCsv(path))
            throw new UnreadableFileException(path, null, "expected a folder, or a file whose name ends in .json or .csv");
        var text = TextFile.Read(path);
        if (IsCsv(path))
        {
            return mayBeOther && !ResultsCsv.HasResults(path, text)
                ? null
                : SeasonOf(path, ResultsCsv.CompetitionName(text), ResultsCsv.Matches(path, text));
        }
        var root = LocatedJson.Parse(path, text);
        return mayBeOther && !FootballJson.HasMatches(root)
            ? null
            : SeasonOf(path, FootballJson.CompetitionName(root), FootballJson.Matches(path, root));
    }

    private static SeasonFile SeasonOf(string path, string? name, IReadOnlyList<RecordedMatch> matches)
    {
        var competition = FeedIds.Named(Path.GetFileNameWithoutExtension(path));
        var season = FeedIds.Named(Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(path))) ?? "");
        if (!FeedIds.IsValid(competition) || !FeedIds.IsValid(season))
        {
            throw new UnreadableFileException(
                path, null, "expected a path such as 2015-16/en.1.csv: the season's folder, the competition's id");
        }
        return new SeasonFile(path, new Competition(competition, name ?? competition), season, matches);
    }

    private static UnreadableFileException TwoFilesOf(SeasonFile second, SeasonFile first) => new(second.Path, null,
        $"expected one file for each competition and season, but {first.Path} is also {first.Competition.Id} of {first.Season}");

    private static bool IsJson(string path) => path.EndsWith(".json", StringComparison.OrdinalIgnoreCase);

    private static bool IsCsv(string path) => path.EndsWith(".csv", StringComparison.OrdinalIgnoreCase);
}
