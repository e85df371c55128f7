namespace Bench.Scale;

/// <summary>A measured turn of work.</summary>
/// <param name="Processor">Seconds of processor time of each program, all its replicas together.</param>
internal sealed record WorkTurn(int Items, double Seconds, IReadOnlyDictionary<string, double> Processor)
{
    /// <summary>Items per second.</summary>
    public double Rate => Items / Seconds;

    /// <summary>Milliseconds of a program's processor time for one item.</summary>
    public double CostOf(string program) => 1000 * Processor.GetValueOrDefault(program) / Items;

    /// <summary>The processors that a program kept busy.</summary>
    public double ProcessorsOf(string program) => Processor.GetValueOrDefault(program) / Seconds;
}
