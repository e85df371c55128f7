using Statsctl.Forecasters;
using Statsctl.Results;

namespace Season.Replay;

/// <summary>The messages of a replay, not yet in order.</summary>
public sealed record ReplayInput(ReplayResults Results, IReadOnlyList<PredictionSubmitted> Predictions)
{
    /// <summary>Reads the results, and reads the predictions or makes them.</summary>
    /// <param name="predictions">A CSV file; null for predictions by the forecasters.</param>
    /// <param name="zones">The time zones of kickoffs without an offset; null for UTC.</param>
    /// <param name="season">The season of files that are in no season's folder; null if none was given.</param>
    /// <exception cref="UnreadableFileException">A file doesn't have the expected content.</exception>
    public static ReplayInput Read(
        IEnumerable<string> results,
        string? predictions,
        IReadOnlyList<Forecaster> forecasters,
        TimeZones? zones = null,
        string? season = null)
    {
        var read = ResultsFiles.Read(results, zones, season);
        return new ReplayInput(
            read,
            predictions is null ? [.. Statsctl.Forecasters.Predictions.Of(read.Matches, forecasters)] : PredictionsCsv.Read(predictions));
    }

    /// <summary>Counts predictions of matches that are not in the results: probably a mistyped id.</summary>
    public int PredictionsWithoutResult()
    {
        var known = Results.Matches.Select(match => match.Result.MatchId).ToHashSet();
        return Predictions.Count(prediction => !known.Contains(prediction.MatchId));
    }

    /// <param name="shuffle">The seed of a random order; null for the order of time.</param>
    /// <param name="duplicate">Probability from 0 to 1 that a message is sent twice.</param>
    public ReplayPlan Plan(int? shuffle = null, double duplicate = 0)
    {
        var plan = ReplayPlan.InOrder(Results.Matches, Predictions).Duplicated(duplicate, seed: shuffle ?? 0);
        return shuffle is { } seed ? plan.Shuffled(seed) : plan;
    }
}
