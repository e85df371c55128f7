namespace StatsApi.Tables;

/// <summary>One page of a table.</summary>
/// <param name="Named">The ids in the query that are known.</param>
/// <param name="TotalModels">Models in the whole table.</param>
/// <param name="TotalCount">The number of them that the query selects.</param>
/// <param name="TotalPredictions">Pairs of a model and a match, including models without scored predictions.</param>
/// <param name="Rows">The rows of this page.</param>
/// <param name="HasMore">Whether more rows follow.</param>
/// <param name="HasPrevious">Whether there are rows before this page.</param>
internal sealed record Table(
    NamedIds Named, long TotalModels, long TotalCount, long TotalPredictions, IReadOnlyList<Row> Rows, bool HasMore, bool HasPrevious)
{
    /// <summary>The position of the last row, if there is a next page.</summary>
    public (double Value, string Id)? Last => HasMore ? (Rows[^1].Value, Rows[^1].ModelId) : null;

    /// <summary>The position of the first row, if there is a previous page.</summary>
    public (double Value, string Id)? First => HasPrevious ? (Rows[0].Value, Rows[0].ModelId) : null;
}
