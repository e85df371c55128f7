namespace StatsWeb.Words;

/// <summary>Plain words for the values of the API.</summary>
internal static class Names
{
    public const string DefaultMetric = "avgPoints";

    /// <summary>The metrics of a table, in the order of its columns.</summary>
    public static IReadOnlyList<(string Id, string Name)> Metrics { get; } =
        [("totalPoints", "Points"), (DefaultMetric, "Average"), ("accuracy", "Accuracy"), ("exactScores", "Exact")];

    public static string OfHit(string hit) => hit switch
    {
        "exact" => "exact score",
        "goalDifference" => "right goal difference",
        "tendency" => "right outcome",
        _ => "wrong",
    };

    /// <summary>The English ordinal: 1st, 2nd, 11th.</summary>
    public static string Ordinal(long n) => (n % 100, n % 10) switch
    {
        ( >= 11 and <= 13, _) => $"{n}th",
        (_, 1) => $"{n}st",
        (_, 2) => $"{n}nd",
        (_, 3) => $"{n}rd",
        _ => $"{n}th",
    };

    /// <summary>A count with its noun, such as <c>1 point</c> or <c>2,000 points</c>.</summary>
    public static string Count(long n, string noun, string? plural = null) => $"{n:N0} {(n == 1 ? noun : plural ?? noun + "s")}";
}
