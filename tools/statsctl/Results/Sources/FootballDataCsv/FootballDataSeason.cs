namespace Statsctl.Results.Sources;

/// <summary>The season of a file of football-data.co.uk that doesn't name it.</summary>
internal static class FootballDataSeason
{
    /// <summary>
    /// The given season, or the one that the folder names: <c>2025-26/E0.csv</c>, or as in the addresses of football-data.co.uk
    /// <c>2526/E0.csv</c>.
    /// </summary>
    /// <exception cref="UnreadableFileException">There is neither, or they differ.</exception>
    public static SeasonYears Of(string path, SourceOptions options)
    {
        var folder = Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(path))) ?? "";
        var (given, named) = (Given(path, options), Named(folder));
        return given is null || named is null || given == named
            ? given ?? named ?? throw SeasonPath.Missing(path, folder)
            : throw SeasonPath.Other(path, given.Value.Id, folder);
    }

    /// <summary>The given season; null if none was given.</summary>
    /// <exception cref="UnreadableFileException">It is no season.</exception>
    public static SeasonYears? Given(string path, SourceOptions options) => options.Season is not { } given ? null
        : SeasonYears.Parse(given)
            ?? throw new UnreadableFileException(path, null, $"expected a season such as 2025-26, found --season {given}");

    private static SeasonYears? Named(string folder)
    {
        // Both halves are years: 9900 is 1999-00, and 2021 is 2020-21.
        if (folder.Length == 4 && int.TryParse(folder, NumberStyles.None, CultureInfo.InvariantCulture, out var years)
            && (years / 100 + 1) % 100 == years % 100)
        {
            return SeasonYears.From((years / 100 >= 90 ? 1900 : 2000) + years / 100);
        }
        return SeasonYears.Parse(folder) is { } season && season.First < season.Last ? season : null;
    }
}
