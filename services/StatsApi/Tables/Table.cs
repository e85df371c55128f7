namespace StatsApi.Tables;

/// <summary>One page of a table.</summary>
/// <param name="Named">What is known of the ids named.</param>
/// <param name="TotalModels">Models in the whole table.</param>
/// <param name="TotalCount">Those of them that were asked for.</param>
/// <param name="TotalPredictions">Pairs of a model and a match, of models without a scored prediction too.</param>
/// <param name="Rows">The rows of this page.</param>
/// <param name="HasMore">Whether there are more after them.</param>
internal sealed record Table(
    NamedIds Named, long TotalModels, long TotalCount, long TotalPredictions, IReadOnlyList<Row> Rows, bool HasMore)
{
    /// <summary>Where the next page begins, if there is one.</summary>
    public (double Value, string Id)? Last => HasMore ? (Rows[^1].Value, Rows[^1].ModelId) : null;
}
