namespace Stats.Store.ReadModel;

/// <summary>How models are ranked, in SQL.</summary>
public static class Ranks
{
    /// <summary>The average of a sum; null for a model without a scored prediction, which is in no table.</summary>
    // Correctly rounded quotients of whole numbers below 2^26 are equal exactly when the fractions are: distinct ones are further
    // apart than a double rounds. So this orders by the exact value, and ties are true ties.
    public static string Average(string sum, string scored) => $"case when {scored} > 0 then {sum}::float8 / {scored}::float8 end";

    /// <summary>The sum itself; null like <see cref="Average"/>.</summary>
    public static string Total(string sum, string scored) => $"case when {scored} > 0 then {sum}::float8 end";

    /// <summary>The rank by a value in a table; null without a value.</summary>
    /// <param name="table">The columns that tell tables apart.</param>
    /// <param name="value">Of <see cref="Average"/> or <see cref="Total"/>.</param>
    public static string By(string table, string value) =>
        $"case when {value} is not null then rank() over (partition by {table} order by {value} desc nulls last) end";
}
