namespace Stats.Store.ReadModel;

/// <summary>SQL expressions that rank models.</summary>
public static class Ranks
{
    /// <summary>The average of a sum; null for a model without a scored prediction, which is in no table.</summary>
    // This orders by the exact values, and ties are true ties: two different fractions of whole numbers below 2^26 differ by more than a
    // double's rounding error.
    public static string Average(string sum, string scored) => $"case when {scored} > 0 then {sum}::float8 / {scored}::float8 end";

    /// <summary>The sum itself; null like <see cref="Average"/>.</summary>
    public static string Total(string sum, string scored) => $"case when {scored} > 0 then {sum}::float8 end";

    /// <summary>The rank by a value within a table, from 1 for the highest; null without a value.</summary>
    /// <param name="table">The columns that identify a table.</param>
    /// <param name="value">A column with <see cref="Average"/> or <see cref="Total"/>.</param>
    public static string By(string table, string value) =>
        $"case when {value} is not null then rank() over (partition by {table} order by {value} desc nulls last) end";
}
