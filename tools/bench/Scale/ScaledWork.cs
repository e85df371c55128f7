namespace Bench.Scale;

/// <summary>A kind of work, and what so many replicas did of it in each round.</summary>
/// <param name="Item">What is counted, in the singular.</param>
/// <param name="Service">The service with the replicas.</param>
internal sealed record ScaledWork(string Item, string Service)
{
    private readonly Dictionary<int, List<WorkTurn>> _turns = [];

    /// <summary>The numbers of replicas that are compared with one.</summary>
    public static IReadOnlyList<int> Many { get; } = [2, 4];

    public void Add(int replicas, WorkTurn turn)
    {
        if (!_turns.TryGetValue(replicas, out var turns))
            _turns[replicas] = turns = [];
        turns.Add(turn);
    }

    public bool IsMeasured(int replicas) => _turns.ContainsKey(replicas);

    /// <summary>Items per second, the median of the rounds.</summary>
    public double RateOf(int replicas) => Figure.Median(_turns[replicas].Select(turn => turn.Rate));

    /// <summary>The rate of so many replicas to that of one, the median of the rounds' ratios.</summary>
    public double RatioOf(int replicas) => Figure.Median(_turns[replicas].Zip(_turns[1], (many, one) => many.Rate / one.Rate));

    /// <summary>Milliseconds of a program's processor time for one item, with one replica.</summary>
    public double CostOf(string program) => Figure.Median(_turns[1].Select(turn => turn.CostOf(program)));

    /// <summary>The processors that one replica kept busy.</summary>
    public double Processors => Figure.Median(_turns[1].Select(turn => turn.ProcessorsOf(Service)));
}
