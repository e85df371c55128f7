namespace Stats.Store.ReadModel;

/// <summary>A table of the read model.</summary>
/// <param name="Name">Its name without a schema.</param>
/// <param name="Key">The columns of its primary key.</param>
internal sealed record ReadModelTable(string Name, params string[] Key)
{
    public static ReadModelTable Prediction { get; } =
        new("prediction", "match_id", "model_id", "submitted_at", "home_goals", "away_goals");

    public static IReadOnlyList<ReadModelTable> All { get; } =
    [
        new("competition", "id"),
        new("club", "id"),
        new("model", "id"),
        new("match", "id"),
        Prediction,
        new("standing", "scope", "season", "venue", "model_id"),
    ];

    public string SameKey(string a, string b) => string.Join(" and ", Key.Select(column => $"{a}.{column} = {b}.{column}"));

    /// <summary>The condition that two rows are the same in every column.</summary>
    public string Same(string a, string b) => $"{SameKey(a, b)} and row({a}.*) is not distinct from row({b}.*)";
}
