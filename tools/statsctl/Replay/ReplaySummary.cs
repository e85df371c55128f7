using System.Globalization;
using Stats.Contracts;

namespace Statsctl.Replay;

/// <summary>The sentences before and after a replay.</summary>
internal static class ReplaySummary
{
    /// <summary>What was read, and what of it is not sent.</summary>
    public static string Read(ReplayInput input)
    {
        var (matches, files, unplayed, passedOver) = input.Results;
        var parts = new List<string>
        {
            $"{Count(matches.Count, "match", "matches")} from {Count(files, "file", "files")}",
            $"{Count(input.Predictions.Count, "prediction", "predictions")} of "
                + Count(input.Predictions.Select(prediction => prediction.Model.Id).Distinct().Count(), "model", "models"),
        };
        if (matches.Count(match => match.Void is not null) is > 0 and var voids)
            parts.Add($"{voids} awarded or abandoned");
        if (unplayed > 0)
            parts.Add($"{Count(unplayed, "match", "matches")} skipped (no full-time score, postponed or cancelled)");
        if (passedOver.Count > 0)
            parts.Add($"{Count(passedOver.Count, "file", "files")} without matches passed over");
        if (input.PredictionsWithoutResult() is > 0 and var unknown)
            parts.Add($"{Count(unknown, "prediction", "predictions")} of matches that the results don't have");
        return $"Read {string.Join(", ", parts)}.";
    }

    /// <summary>What was sent.</summary>
    public static string Published(IReadOnlyList<FeedStep> steps, TimeSpan took)
    {
        var results = steps.Count(step => step.Message is MatchCompleted);
        var predictions = steps.Count(step => step.Message is PredictionSubmitted);
        var voids = steps.Count - results - predictions;
        var rate = steps.Count / Math.Max(took.TotalSeconds, 0.001);
        return string.Create(CultureInfo.InvariantCulture, $"Published {steps.Count:N0} messages in {took.TotalSeconds:N1} s ({rate:N0}/s), ")
            + string.Create(CultureInfo.InvariantCulture, $"all confirmed: {results:N0} results, {predictions:N0} predictions, {voids:N0} voids.");
    }

    private static string Count(int n, string one, string many) =>
        $"{n.ToString("N0", CultureInfo.InvariantCulture)} {(n == 1 ? one : many)}";
}
