namespace Bench.Scale;

/// <summary>All that <c>bench scale</c> measures.</summary>
internal sealed class ScaleResult
{
    /// <summary>The work that is measured with different numbers of replicas, in the order of a round.</summary>
    public IReadOnlyList<ScaledWork> Work { get; } =
    [
        new("prediction stored", "ScoringService"),
        new("result scored", "ScoringService"),
        new("match invalidated", "CacheInvalidator"),
        new("cached page read", "StatsApi"),
    ];

    /// <summary>StatsWeb's pages, with one replica only.</summary>
    public ScaledWork Pages { get; } = new("web page read", "StatsWeb");

    /// <summary>The most memory of a replica of each service, in MiB.</summary>
    public Dictionary<string, double> Peaks { get; } = [];

    /// <param name="turns">One turn for each work.</param>
    public void Add(int replicas, IReadOnlyList<WorkTurn> turns)
    {
        foreach (var (work, turn) in Work.Zip(turns))
            work.Add(replicas, turn);
    }

    /// <summary>The most processors that one replica of a service kept busy.</summary>
    public double ProcessorsOf(string service) =>
        Work.Append(Pages).Where(work => work.Service == service).Max(work => work.Processors);

    public IReadOnlyList<Figure> Figures()
    {
        var figures = new List<Figure>();
        foreach (var work in Work)
        {
            figures.AddRange(ScaledWork.Many.Select(n => new Figure(
                $"A {work.Item}: {n} replicas to one ({work.RateOf(n):N0} : {work.RateOf(1):N0} a second)", work.RatioOf(n))));
            figures.AddRange(Usage.ServerNames.Prepend(work.Service).Select(program => new Figure(
                $"  processor time of {program}", work.CostOf(program), Unit: "ms")));
        }
        foreach (var (service, limit) in PodMemory.Limits)
        {
            figures.Add(new Figure($"{service}: processors of one replica under load", ProcessorsOf(service)));
            figures.Add(new Figure("  memory at its peak", Peaks[service], Most: limit, Unit: "MiB"));
        }
        return figures;
    }
}
