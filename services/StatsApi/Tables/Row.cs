namespace StatsApi.Tables;

/// <summary>A model's row in a table.</summary>
/// <param name="Rank">The rank by the metric. Tied models share a rank, and the next ranks are skipped: 1, 2, 2, 4.</param>
/// <param name="Tied">Whether another model has the same rank.</param>
/// <param name="ModelId">The model's id, for paths and filters.</param>
/// <param name="DisplayName">The display name.</param>
/// <param name="Provider">The organization or person that runs the model.</param>
/// <param name="TotalPredictions">The number of its predictions of matches with a known result, including late and voided ones.</param>
/// <param name="ScoredPredictions">The number of those that count: made before kickoff, for matches that are not voided.</param>
/// <param name="TotalPoints">Points of all scored predictions.</param>
/// <param name="AvgPoints">Points per scored prediction, rounded to two decimals. Ranks follow the exact value.</param>
/// <param name="Accuracy">Right tendencies in percent of the scored predictions, rounded to one decimal.</param>
/// <param name="ExactScores">Predictions of the exact score.</param>
/// <param name="CorrectTendencies">Predictions of the right tendency: home win, draw or away win.</param>
/// <param name="CorrectGoalDifferences">Predictions of the right goal difference, including exact scores.</param>
/// <param name="PreviousRank">The rank in the earlier table; null if the model was not in it.</param>
internal record Row(
    long Rank,
    bool Tied,
    string ModelId,
    string DisplayName,
    string Provider,
    long TotalPredictions,
    long ScoredPredictions,
    long TotalPoints,
    decimal AvgPoints,
    decimal Accuracy,
    long ExactScores,
    long CorrectTendencies,
    long CorrectGoalDifferences,
    long? PreviousRank)
{
    /// <summary>Places gained (positive) or lost since the earlier table; null if the model was not in it.</summary>
    public long? RankChange => PreviousRank - Rank;

    /// <summary>The direction of the change; <c>new</c> if the model was not in the earlier table.</summary>
    [AllowedValues("new", "up", "down", "same")]
    public string Trend => RankChange switch { null => "new", > 0 => "up", < 0 => "down", 0 => "same" };

    /// <summary>Its last ten scored predictions in these matches, newest first; only with <c>include=form</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<FormPoint>? Form { get; init; }

    /// <summary>The exact value that the table is ordered by.</summary>
    [JsonIgnore]
    public double Value { get; init; }
}

/// <summary>One of a model's latest scored predictions.</summary>
/// <param name="MatchId">The match's id. Its page has the calculation of the points.</param>
/// <param name="TotalPoints">The points that it earned.</param>
/// <param name="Hit">The most precise part that was right: the exact score, the goal difference or the tendency; else <c>wrong</c>.</param>
internal sealed record FormPoint(
    string MatchId,
    int TotalPoints,
    [property: AllowedValues("exact", "goalDifference", "tendency", "wrong")] string Hit);
