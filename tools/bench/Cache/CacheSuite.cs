namespace Bench.Cache;

/// <summary><c>bench cache</c>: measures the hit ratio, the cost of an invalidation, and the cost of a hit.</summary>
public static class CacheSuite
{
    private static readonly Dictionary<string, Func<CancellationToken, Task<IReadOnlyList<Figure>>>> Parts = new()
    {
        ["hit-ratio"] = async ct => [.. await HitRatio.MeasureAsync(60, ct), .. await HitRatio.MeasureWorstAsync(60, ct)],
        ["purge"] = ct => PurgeCost.MeasureAsync(1_000_000, 200, ct),
        ["round-trips"] = ct => RoundTrips.MeasureAsync(2_000, ct),
    };

    public static Command Create()
    {
        var only = new Option<string[]>("--only") { Description = "Only these parts.", AllowMultipleArgumentsPerToken = true };
        only.AcceptOnlyFromAmong([.. Parts.Keys]);
        var command = new Command("cache", "Measure the hit ratio, and the costs of an invalidation and a hit, on a real Redis.") { only };
        command.SetAction(async (parsed, ct) =>
        {
            var figures = new List<Figure>();
            foreach (var (name, measure) in Parts)
            {
                if (parsed.GetValue(only) is not { Length: > 0 } wanted || wanted.Contains(name))
                    figures.AddRange(await measure(ct));
            }
            return Figure.Print(figures);
        });
        return command;
    }
}
