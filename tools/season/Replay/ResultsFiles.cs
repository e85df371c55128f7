using Statsctl.Results;

namespace Season.Replay;

/// <summary>
/// Reads the results of a replay from files and folders. The competition is a file's base name, the season the name of its folder
/// or the given one, except in formats that name them in the file.
/// </summary>
public static class ResultsFiles
{
    /// <param name="paths">Files, and folders that stand for all results files below them.</param>
    /// <param name="zones">The time zones of kickoffs without an offset; null for UTC.</param>
    /// <param name="season">The season of files that are in no season's folder; null if none was given.</param>
    /// <exception cref="UnreadableFileException">The first error: file, line and expected content.</exception>
    public static ReplayResults Read(IEnumerable<string> paths, TimeZones? zones = null, string? season = null)
    {
        var (seasons, passedOver) = SeasonFiles.Read(paths, new SourceOptions { Season = season });
        var feed = seasons.SelectMany(season => FeedMatches.Of(season, zones ?? TimeZones.None))
            .OrderBy(match => match.Result.Kickoff).ThenBy(match => match.Result.MatchId, StringComparer.Ordinal);
        var unplayed = seasons.Sum(season => season.WithoutClubs + season.Matches.Count(match => !FeedMatches.IsFed(match)));
        return new ReplayResults([.. feed], seasons.Select(season => season.Source).Distinct().Count(), unplayed, passedOver);
    }
}
