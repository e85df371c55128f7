using System.Text.Json;

namespace StatsApi.Queries;

/// <summary>The order of a table. The first one is the default.</summary>
internal enum Metric
{
    AvgPoints,
    TotalPoints,
    Accuracy,
    ExactScores,
}

internal static class MetricNames
{
    public static readonly string[] All = Array.ConvertAll(Enum.GetNames<Metric>(), JsonNamingPolicy.CamelCase.ConvertName);

    public static string Name(this Metric metric) => All[(int)metric];

    public static Metric? Parse(string name) => Array.IndexOf(All, name) is >= 0 and var index ? (Metric)index : null;
}
