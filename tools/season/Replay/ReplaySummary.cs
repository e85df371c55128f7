namespace Season.Replay;

/// <summary>The sentences before and after a replay.</summary>
internal static class ReplaySummary
{
    /// <summary>Describes the data read, and the part of it that is not sent.</summary>
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
            parts.Add($"{Count(passedOver.Count, "file", "files")} without matches skipped");
        if (input.PredictionsWithoutResult() is > 0 and var unknown)
            parts.Add($"{Count(unknown, "prediction", "predictions")} of matches that are not in the results");
        return $"Read {string.Join(", ", parts)}.";
    }

    /// <param name="steps">Messages that this run published.</param>
    /// <param name="before">Messages that earlier runs published.</param>
    /// <param name="took">The duration of this run.</param>
    public static PublishedReplay Published(IReadOnlyList<FeedStep> steps, long before, TimeSpan took)
    {
        var results = steps.Count(step => step.Message is MatchCompleted);
        var predictions = steps.Count(step => step.Message is PredictionSubmitted);
        return new(steps.Count, results, predictions, steps.Count - results - predictions, before, Math.Round(took.TotalSeconds, 3));
    }

    private static string Count(int n, string one, string many) =>
        $"{n.ToString("N0", CultureInfo.InvariantCulture)} {(n == 1 ? one : many)}";
}
