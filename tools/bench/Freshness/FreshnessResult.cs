namespace Bench.Freshness;

/// <summary>All that <c>bench freshness</c> measures, in ms.</summary>
/// <param name="Alone">Results published one at a time.</param>
/// <param name="Floor">The floor of each of them.</param>
internal sealed record FreshnessResult(IReadOnlyList<Steps> Alone, IReadOnlyList<double> Floor)
{
    /// <summary>The results that are published at one whistle.</summary>
    public const int AtOnce = 10;

    /// <summary>The time until the last result of a whistle is fresh.</summary>
    public required IReadOnlyList<double> Together { get; init; }

    /// <summary>The first result after a start of all services.</summary>
    public required IReadOnlyList<Steps> AfterStart { get; init; }

    public IReadOnlyList<Figure> Figures()
    {
        var fresh = Alone.Select(steps => steps.Fresh).ToArray();
        var (p50, p99) = (Figure.Median(fresh), Figure.Percentile(fresh, 0.99));
        var (floor50, floor99) = (Figure.Median(Floor), Figure.Percentile(Floor, 0.99));
        var (together, first) = (Figure.Median(Together), Figure.Median(AfterStart.Select(steps => steps.Fresh)));
        return
        [
            new($"A result, to the floor, p50 ({p50:0.0} : {floor50:0.0} ms)", p50 / floor50, Most: 1.5),
            new($"A result, to the floor, p99 ({p99:0.0} : {floor99:0.0} ms)", p99 / floor99, Most: 2),
            .. Parts(Alone, steps => Figure.Median(steps), "p50"),
            .. Parts(Alone, steps => Figure.Percentile(steps, 0.99), "p99"),
            new($"{AtOnce} results at once, to one, p50 ({together:0.0} : {p50:0.0} ms)", together / p50, Most: 3),
            new($"The first result after a start, to others, p50 ({first:0.0} : {p50:0.0} ms)", first / p50, Most: 2),
            .. Parts(AfterStart, steps => Figure.Median(steps), "p50"),
        ];
    }

    private static Figure[] Parts(IReadOnlyList<Steps> results, Func<IEnumerable<double>, double> value, string name) =>
    [
        new($"  to the announcement by ScoringService, {name}", value(results.Select(steps => steps.Announced)), Unit: "ms"),
        new($"  to the invalidation by CacheInvalidator, {name}", value(results.Select(steps => steps.Invalidated)), Unit: "ms"),
    ];
}

/// <summary>The times from the publish of a result, in ms.</summary>
/// <param name="Fresh">To the first answer that has it.</param>
/// <param name="Announced">To the arrival of ScoringService's announcement.</param>
/// <param name="Invalidated">To the arrival of CacheInvalidator's.</param>
internal sealed record Steps(double Fresh, double Announced = 0, double Invalidated = 0);
