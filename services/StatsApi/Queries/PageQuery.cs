namespace StatsApi.Queries;

/// <summary>A query string, understood.</summary>
internal sealed record PageQuery
{
    public const int DefaultLimit = 50;

    public string? Season { get; init; }

    public string? Competition { get; init; }

    public string? Club { get; init; }

    public bool? IsHome { get; init; }

    /// <summary>Only these rows; each id once, in ordinal order; none means all.</summary>
    public IReadOnlyList<string> Models { get; init; } = [];

    public DateOnly? DateFrom { get; init; }

    public DateOnly? DateTo { get; init; }

    public Since? Since { get; init; }

    public Metric Metric { get; init; } = Metric.AvgPoints;

    public int Limit { get; init; } = DefaultLimit;

    public string? Cursor { get; init; }

    /// <summary>The least version of the page's scope that will do. It doesn't change the page, so it is no part of its key.</summary>
    public long MinVersion { get; init; }
}
