namespace Statsctl.Results.Sources;

/// <summary>Keeps one reading of each season, because two could contradict each other.</summary>
internal static class EachOnce
{
    /// <summary>The seasons in their order; one that was read twice from the same file is kept once.</summary>
    /// <exception cref="UnreadableFileException">Two sources have the same competition and season; both are named.</exception>
    public static List<SourceSeason> Of(IEnumerable<SourceSeason> seasons)
    {
        var kept = new List<SourceSeason>();
        var byId = new Dictionary<(string Competition, string Season), SourceSeason>();
        foreach (var season in seasons)
        {
            if (byId.TryAdd((season.Competition.Id, season.Season), season))
            {
                kept.Add(season);
                continue;
            }
            var first = byId[(season.Competition.Id, season.Season)];
            if (!AreOne(first, season))
            {
                throw new UnreadableFileException(
                    season.Source,
                    null,
                    "expected one file or source for each competition and season, but "
                        + $"{first.Source} is also {season.Competition.Id} of {season.Season}");
            }
        }
        return kept;
    }

    private static bool AreOne(SourceSeason one, SourceSeason other) => one.Matches.Count == other.Matches.Count
        && (one.Source == other.Source
            || (File.Exists(one.Source) && File.Exists(other.Source) && Path.GetFullPath(one.Source) == Path.GetFullPath(other.Source)));
}
