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
            seasons.AddRange(read);
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
                .Where(file => IsJson(file) || IsCsv(file))
                .Where(file => !file.EndsWith(".clubs.json", StringComparison.OrdinalIgnoreCase));
            foreach (var file in files.Order(StringComparer.Ordinal))
                yield return (file, true);
        }
    }

    /// <param name="mayBeOther">Whether it was found in a folder, where other files may be.</param>
    /// <returns>Empty for another file.</returns>
    private static IReadOnlyList<SourceSeason> Seasons(string path, bool mayBeOther, SourceOptions options)
    {
        if (!File.Exists(path))
            throw new UnreadableFileException(path, null, "expected a file or folder, found none");
        if (!IsJson(path) && !IsCsv(path))
            throw new UnreadableFileException(path, null, "expected a folder, or a file whose name ends in .json or .csv");
        var text = TextFile.Read(path, MaxBytes);
        if (IsCsv(path))
        {
            return mayBeOther && !ResultsCsv.HasResults(path, text)
                ? []
                : [ResultsCsv.Read(path, text, SeasonPath.Of(path, options))];
        }
        var root = LocatedJson.Parse(path, text);
        return mayBeOther && !FootballJson.HasMatches(root)
            ? []
            : [FootballJson.Read(path, root, SeasonPath.Of(path, options))];
    }

    private static bool IsJson(string path) => path.EndsWith(".json", StringComparison.OrdinalIgnoreCase);

    private static bool IsCsv(string path) => path.EndsWith(".csv", StringComparison.OrdinalIgnoreCase);
}
