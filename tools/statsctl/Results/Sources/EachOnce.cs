namespace Statsctl.Results.Sources;

/// <summary>Keeps one reading of each season, because two could contradict each other.</summary>
internal static class EachOnce
{
    /// <summary>The seasons in their order; one that was read twice from the same source is kept once.</summary>
    /// <exception cref="UnreadableFileException">Two sources have the same competition and season; both are named.</exception>
    public static IReadOnlyList<SourceSeason> Of(IEnumerable<SourceSeason> seasons)
    {
        var kept = new OrderedDictionary<(string Competition, string Season), SourceSeason>();
        foreach (var season in seasons)
        {
            if (!kept.TryAdd((season.Competition.Id, season.Season), season)
                && kept[(season.Competition.Id, season.Season)] is var first && !AreOneFile(first.Source, season.Source))
            {
                throw new UnreadableFileException(
                    season.Source,
                    null,
                    $"expected one file for each competition and season, but {first.Source} is also {season.Competition.Id} of {season.Season}");
            }
        }
        return [.. kept.Values];
    }

    private static bool AreOneFile(string one, string other) =>
        one == other || (File.Exists(one) && File.Exists(other) && Path.GetFullPath(one) == Path.GetFullPath(other));
}
