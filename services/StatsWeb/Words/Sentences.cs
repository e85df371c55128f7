using StatsWeb.Api;

namespace StatsWeb.Words;

/// <summary>Sentences that explain numbers.</summary>
internal static class Sentences
{
    // Leagues play at least once a week; a season ends with a pause of more than two months.
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(8);
    private static readonly TimeSpan LongestBreak = TimeSpan.FromDays(60);

    // A replay publishes old matches one after the other.
    private static readonly TimeSpan LongestGap = TimeSpan.FromMinutes(5);

    /// <summary>Who leads a table and why; null for an empty table.</summary>
    public static string? Leader(IReadOnlyList<RankedModel> rows)
    {
        var leaders = rows.Where(row => row.Rank == 1).ToArray();
        if (leaders.Length == 0)
            return null;
        var first = leaders[0];
        if (leaders.Length > 1)
            return $"{leaders.Length} models lead together with {first.AvgPoints:0.00} points per prediction.";
        if (rows.FirstOrDefault(row => row.Rank > 1) is not { } second)
            return $"{first.DisplayName} leads with {first.AvgPoints:0.00} points per prediction.";
        return $"{first.DisplayName} leads with {first.AvgPoints:0.00} points per prediction, "
            + $"{first.AvgPoints - second.AvgPoints:0.00} ahead of {second.DisplayName}. {Why(first, second)}";
    }

    private static string Why(RankedModel first, RankedModel second)
    {
        var (worth, other) = (Worth(first), Worth(second));
        var often = first.Accuracy >= second.Accuracy ? "more often" : "less often";
        return (first.Accuracy >= second.Accuracy, worth >= other) switch
        {
            (true, true) =>
                $"It is right more often ({first.Accuracy:0.0}% against {second.Accuracy:0.0}%), "
                + $"and a right call earns it more ({worth:0.0} points against {other:0.0}).",
            (true, false) => $"It is right more often: {first.Accuracy:0.0}% of its calls, against {second.Accuracy:0.0}%.",
            _ =>
                $"It is right {often} ({first.Accuracy:0.0}% against {second.Accuracy:0.0}%), "
                + $"but its right calls are rarer ones and earn {worth:0.0} points each, against {other:0.0}.",
        };
    }

    /// <summary>The points of a right tendency, on average.</summary>
    private static double Worth(RankedModel row) => row.CorrectTendencies == 0 ? 0 : (double)row.TotalPoints / row.CorrectTendencies;

    /// <summary>Why a prediction has its points.</summary>
    /// <param name="prediction">The prediction.</param>
    /// <param name="actual">The result after 90 minutes.</param>
    /// <param name="isVoided">Whether the match does not count.</param>
    /// <param name="share">The number of predictions of each tendency.</param>
    public static string Points(MatchPrediction prediction, GoalPair actual, bool isVoided, OutcomeShare share)
    {
        if (prediction.Late)
            return "Submitted at kickoff or later, so it earns nothing.";
        if (isVoided)
            return "The match is void, so it earns nothing.";
        if (prediction.TendencyPoints == 0)
            return $"Predicted {Tendency(prediction.HomeGoals, prediction.AwayGoals)}, but it was {Tendency(actual.Home, actual.Away)}.";
        var right = Math.Sign(actual.Home - actual.Away) switch { > 0 => share.Home, < 0 => share.Away, _ => share.Draw };
        var all = share.Home + share.Draw + share.Away;
        List<string> parts = [$"{prediction.TendencyPoints} for {Tendency(actual.Home, actual.Away)}, which {right} of {all} predicted"];
        if (prediction.GoalDifferenceBonus > 0)
            parts.Add($"{prediction.GoalDifferenceBonus} for the goal difference");
        if (prediction.ExactScoreBonus > 0)
            parts.Add($"{prediction.ExactScoreBonus} for the exact score");
        return parts.Count == 1 ? $"{parts[0]}." : $"{string.Join(", ", parts[..^1])} and {parts[^1]}.";
    }

    /// <summary>The tendency of a score.</summary>
    public static string Tendency(int home, int away) => Math.Sign(home - away) switch
    {
        > 0 => "a home win",
        < 0 => "an away win",
        _ => "a draw",
    };

    /// <summary>What a bias of predicted goals means.</summary>
    public static string Bias(decimal? bias, string side) => bias switch
    {
        null => $"no predictions of {side} goals",
        > 0 => $"{bias:0.00} too many {side} goals per match",
        < 0 => $"{-bias:0.00} too few {side} goals per match",
        _ => $"just as many {side} goals as were scored",
    };

    /// <summary>Why no result appears by itself now, and what will; null if a result may be expected.</summary>
    /// <param name="latest">The match that was played last; null if there is none.</param>
    /// <param name="scoredAt">When a match was last scored; null if that is not known.</param>
    public static string? Pause(ListedMatch? latest, DateTimeOffset? scoredAt, DateTimeOffset now, DateWriter dates)
    {
        if (latest is null || now - latest.Kickoff <= LongestWait || now - scoredAt <= LongestGap)
            return null;
        var last = now - latest.Kickoff > LongestBreak
            ? $"The season {latest.Season} is over: its last match was on {dates.Day(latest.Kickoff)}."
            : $"The last match was on {dates.Day(latest.Kickoff)}.";
        return $"{last} When a new result is scored, it appears at the top of the list at once, and the standings change with it.";
    }
}
