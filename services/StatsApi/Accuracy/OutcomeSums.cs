using Npgsql;
using StatsApi.Database;
using StatsApi.Tables;

namespace StatsApi.Accuracy;

/// <summary>The sums of accuracy pages by model, from the facts: running sums do not tell which outcome was predicted.</summary>
internal static class OutcomeSums
{
    private static readonly (string Name, string Condition)[] Outcomes = [("home", ">"), ("draw", "="), ("away", "<")];

    private static readonly (string Name, string Sum)[] Sums =
    [
        .. from predicted in Outcomes
           from actual in Outcomes
           select (
               $"{predicted.Name}_{actual.Name}",
               $"count(*) filter (where p.home_goals {predicted.Condition} p.away_goals and m.home_goals {actual.Condition} m.away_goals)"),
        ("home_bias", "sum(p.home_goals - m.home_goals)::bigint"),
        ("away_bias", "sum(p.away_goals - m.away_goals)::bigint"),
    ];

    /// <summary>The columns of rows <c>r</c> of the sums, in the order in which they are read.</summary>
    public static readonly string Columns =
        $"r.scored_predictions, r.correct_tendencies, r.correct_differences, r.exact_scores, {string.Join(", ", Sums.Select(sum => $"r.{sum.Name}"))}";

    /// <summary>The sums of scored predictions by model, with the columns of the running sums.</summary>
    /// <param name="scope">The matches.</param>
    /// <param name="model">The placeholder of the model's id; null for all models.</param>
    /// <param name="arguments">Collects the arguments.</param>
    public static string Sql(TableScope scope, string? model, Arguments arguments) =>
        $"""
        select {SumsSql.OfPredictions}, {string.Join(", ", Sums.Select(sum => $"{sum.Sum} as {sum.Name}"))}
        from stats.match m {SumsSql.Predictions(scope, model is null ? "scored" : $"model_id = {model} and scored")}
        where {new MatchFilter(scope, arguments).Whole}
        group by p.model_id
        """;

    /// <summary>Reads a row of sums.</summary>
    /// <param name="model">The model.</param>
    /// <param name="reader">The reader, at a row.</param>
    /// <param name="first">The number of the first column.</param>
    public static AccuracyRow Read(NamedModel model, NpgsqlDataReader reader, int first)
    {
        var (scored, tendencies) = (Number(0), Number(1));
        var (differences, exact) = (Number(2), Number(3));
        return new AccuracyRow(
            model.ModelId,
            model.DisplayName,
            model.Provider,
            scored,
            new PredictedOutcomes(Actual(4), Actual(7), Actual(10)),
            new GoalBias(Rounded.Average(Number(13), scored), Rounded.Average(Number(14), scored)),
            new HitCounts(exact, differences - exact, tendencies - differences, scored - tendencies));

        long Number(int column) => reader.GetInt64(first + column);
        ActualOutcomes Actual(int column) => new(Number(column), Number(column + 1), Number(column + 2));
    }

    /// <summary>The row of a model without scored predictions.</summary>
    public static AccuracyRow None(NamedModel model)
    {
        var none = new ActualOutcomes(0, 0, 0);
        return new(
            model.ModelId, model.DisplayName, model.Provider, 0, new PredictedOutcomes(none, none, none), GoalBias: null, new HitCounts(0, 0, 0, 0));
    }
}
