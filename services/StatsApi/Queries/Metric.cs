namespace StatsApi.Queries;

/// <summary>What a table is ordered by.</summary>
internal enum Metric
{
    AvgPoints,
    TotalPoints,
    Accuracy,
    ExactScores,
}

internal static class MetricNames
{
    public static string Name(this Metric metric) => metric switch
    {
        Metric.AvgPoints => "avgPoints",
        Metric.TotalPoints => "totalPoints",
        Metric.Accuracy => "accuracy",
        Metric.ExactScores => "exactScores",
        _ => throw new ArgumentOutOfRangeException(nameof(metric)),
    };

    public static Metric? Parse(string name) => name switch
    {
        "avgPoints" => Metric.AvgPoints,
        "totalPoints" => Metric.TotalPoints,
        "accuracy" => Metric.Accuracy,
        "exactScores" => Metric.ExactScores,
        _ => null,
    };
}
