using Statsctl.Feed;

namespace Season.Replay;

/// <summary>
/// Reads predictions: <c>match_id,model_id,home_goals,away_goals,submitted_at</c>, the time as RFC 3339 with its offset. A model's
/// name is its id, its provider <c>csv</c>. Of several rows of a model and match, the latest <c>submitted_at</c> before kickoff counts,
/// not the last row.
/// </summary>
public static class PredictionsCsv
{
    private static readonly string[] Columns = ["match_id", "model_id", "home_goals", "away_goals", "submitted_at"];

    /// <summary>All rows, in the file's order.</summary>
    /// <exception cref="UnreadableFileException">Names the line, the column and the expected value.</exception>
    public static IReadOnlyList<PredictionSubmitted> Read(string path)
    {
        using var table = CsvTable.Open(path, TextFile.Read(path), Columns);
        var predictions = new List<PredictionSubmitted>();
        while (table.Next())
            predictions.Add(Prediction(table));
        return predictions;
    }

    private static PredictionSubmitted Prediction(CsvTable row)
    {
        var model = Id(row, "model_id");
        return new PredictionSubmitted(
            Id(row, "match_id"),
            new Model(model, model, "csv"),
            row.Goals("home_goals"),
            row.Goals("away_goals"),
            Rfc3339.TryParse(row["submitted_at"], out var at) ? at : throw row.Expected(Rfc3339.Rule, "submitted_at"));
    }

    private static string Id(CsvTable row, string column) =>
        FeedIds.IsValid(row[column]) ? row[column] : throw row.Expected($"an id of {FeedIds.Rule}", column);
}
