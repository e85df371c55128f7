namespace StatsApi.Tables;

internal static class RowReader
{
    public const int Width = 13;

    /// <summary>The columns of <c>ranked r</c> and <c>stats.model n</c>, in the order in which they are read.</summary>
    public const string Columns =
        """
        r.rank, r.tied, r.model_id, n.name, n.provider, r.total_predictions, r.scored_predictions, r.total_points,
        r.exact_scores, r.correct_tendencies, r.correct_differences, r.previous_rank, r.value
        """;

    public const string From = "ranked r join stats.model n on n.id = r.model_id";

    /// <param name="reader">The reader, at a row.</param>
    /// <param name="first">The number of the first column.</param>
    public static Row Read(NpgsqlDataReader reader, int first = 0)
    {
        var scored = reader.GetInt64(first + 6);
        var points = reader.GetInt64(first + 7);
        var tendencies = reader.GetInt64(first + 9);
        return new Row(
            Rank: reader.GetInt64(first),
            Tied: reader.GetBoolean(first + 1),
            ModelId: reader.GetString(first + 2),
            DisplayName: reader.GetString(first + 3),
            Provider: reader.GetString(first + 4),
            TotalPredictions: reader.GetInt64(first + 5),
            ScoredPredictions: scored,
            TotalPoints: points,
            AvgPoints: Rounded.Average(points, scored),
            Accuracy: Rounded.Percent(tendencies, scored),
            ExactScores: reader.GetInt64(first + 8),
            CorrectTendencies: tendencies,
            CorrectGoalDifferences: reader.GetInt64(first + 10),
            PreviousRank: reader.IsDBNull(first + 11) ? null : reader.GetInt64(first + 11))
        {
            Value = reader.GetDouble(first + 12),
        };
    }
}
