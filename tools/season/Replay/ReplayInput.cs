using Season.Forecasters;
using Stats.Contracts;
using Statsctl;

namespace Season.Replay;

/// <summary>Everything that a replay has to send, before it is put in an order.</summary>
/// <param name="Results">The matches.</param>
/// <param name="Predictions">Of the file or of the forecasters.</param>
public sealed record ReplayInput(Results Results, IReadOnlyList<PredictionSubmitted> Predictions)
{
    /// <summary>Reads the results, and reads the predictions or has them made.</summary>
    /// <param name="results">Files and folders.</param>
    /// <param name="predictions">A CSV file; null to have the forecasters predict.</param>
    /// <param name="forecasters">Who predicts without a file.</param>
    /// <exception cref="UnreadableFileException">A file is not as it should be.</exception>
    public static ReplayInput Read(IEnumerable<string> results, string? predictions, IReadOnlyList<Forecaster> forecasters)
    {
        var read = ResultsFiles.Read(results);
        return new ReplayInput(
            read,
            predictions is null ? [.. Forecasters.Predictions.Of(read.Matches, forecasters)] : PredictionsCsv.Read(predictions));
    }

    /// <summary>Predictions of matches that the results don't have: probably a mistyped id.</summary>
    public int PredictionsWithoutResult()
    {
        var known = Results.Matches.Select(match => match.Result.MatchId).ToHashSet();
        return Predictions.Count(prediction => !known.Contains(prediction.MatchId));
    }

    /// <summary>The messages in the order in which they are sent.</summary>
    /// <param name="shuffle">The seed of a random order; null for the order of time.</param>
    /// <param name="duplicate">Probability from 0 to 1 that a message is sent twice.</param>
    public ReplayPlan Plan(int? shuffle = null, double duplicate = 0)
    {
        var plan = ReplayPlan.InOrder(Results.Matches, Predictions).Duplicated(duplicate, seed: shuffle ?? 0);
        return shuffle is { } seed ? plan.Shuffled(seed) : plan;
    }
}
