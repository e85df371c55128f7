namespace Statsctl.Results.Sources;

/// <summary>Reads seasons from files and folders. The end of a file's name, and the header of CSV, tell its format.</summary>
internal static class SeasonFiles
{
    // The largest real file has 1 MB.
    private const long MaxBytes = 64 * 1024 * 1024;

    private static readonly EnumerationOptions Everything = new() { RecurseSubdirectories = true };

    /// <param name="paths">Files, and folders that stand for all files with seasons below them. A file named twice is read once.</param>
    /// <exception cref="UnreadableFileException">The first error: file, line and expected content.</exception>
    public static SourceReading Read(IEnumerable<string> paths, SourceOptions options, CancellationToken ct = default)
    {
        var passedOver = new List<string>();
        var seasons = new List<SourceSeason>();
        foreach (var (path, mayBeOther) in Expand(paths).DistinctBy(file => Path.GetFullPath(file.Path)))
        {
            ct.ThrowIfCancellationRequested();
            var read = Seasons(path, mayBeOther, options);
            read.ForEach(season => Add(seasons, season));
            if (read.Count == 0)
                passedOver.Add(path);
        }
        return new SourceReading(EachOnce.Of(seasons), passedOver);
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
                .Where(file => IsJson(file) || IsCsv(file) || IsTxt(file))
                .Where(file => !file.EndsWith(".clubs.json", StringComparison.OrdinalIgnoreCase));
            foreach (var file in files.Order(StringComparer.Ordinal))
                yield return (file, true);
        }
    }

    /// <param name="mayBeOther">Whether it was found in a folder, where other files may be.</param>
    /// <returns>Empty for another file.</returns>
    private static List<SourceSeason> Seasons(string path, bool mayBeOther, SourceOptions options)
    {
        if (!File.Exists(path))
            throw new UnreadableFileException(path, null, "expected a file or folder, found none");
        if (IsCsv(path))
            return CsvSeasons(path, TextFile.ReadBytes(path, MaxBytes), mayBeOther, options);
        if (IsTxt(path))
        {
            var text = TextFile.Read(path, MaxBytes);
            return mayBeOther && !FootballTxt.HasSeason(text) ? [] : FootballTxt.Read(path, text, options);
        }
        if (!IsJson(path))
            throw new UnreadableFileException(path, null, "expected a folder, or a file whose name ends in .json, .txt or .csv");
        var root = LocatedJson.Parse(path, TextFile.Read(path, MaxBytes));
        return mayBeOther && !FootballJson.HasMatches(root) ? [] : [FootballJson.Read(path, root, SeasonPath.Of(path, options))];
    }

    private static List<SourceSeason> CsvSeasons(string path, byte[] bytes, bool mayBeOther, SourceOptions options)
    {
        var header = CsvTable.Header(path, bytes);
        if (FootballDataCsv.IsHeader(header))
            return FootballDataCsv.Read(path, bytes, options);
        return mayBeOther && !ResultsCsv.IsHeader(header)
            ? []
            : [ResultsCsv.Read(path, TextFile.OfUtf8(path, bytes), SeasonPath.Of(path, options))];
    }

    // The Football.TXT files in one folder may be the parts of a season: the groups of a cup, and its finals.
    private static void Add(List<SourceSeason> seasons, SourceSeason season)
    {
        var first = seasons.FindIndex(earlier => IsTxt(earlier.Source)
            && (earlier.Competition.Id, earlier.Season) == (season.Competition.Id, season.Season)
            && Folder(earlier) == Folder(season));
        if (first >= 0 && IsTxt(season.Source))
            seasons[first] = seasons[first] with { Matches = [.. seasons[first].Matches, .. season.Matches] };
        else
            seasons.Add(season);
    }

    private static string? Folder(SourceSeason season) => Path.GetDirectoryName(Path.GetFullPath(season.Source));

    private static bool IsJson(string path) => path.EndsWith(".json", StringComparison.OrdinalIgnoreCase);

    private static bool IsCsv(string path) => path.EndsWith(".csv", StringComparison.OrdinalIgnoreCase);

    private static bool IsTxt(string path) => path.EndsWith(".txt", StringComparison.OrdinalIgnoreCase);
}
