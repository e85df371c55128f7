namespace Bench.Cache;

/// <summary>The cost of invalidating a match among few and among many other keys, and the cost of a SCAN.</summary>
internal static class PurgeCost
{
    private const int Few = 1_000;
    private const double Most = 1.2;

    // A shared machine is sometimes slow for a while, so a target that seems missed is measured for longer.
    private const int Patience = 4;

    /// <param name="keys">The larger number of keys.</param>
    /// <param name="rounds">Pairs of turns; up to four times as many while the target seems missed. All of them count.</param>
    public static async Task<IReadOnlyList<Figure>> MeasureAsync(int keys, int rounds, CancellationToken ct)
    {
        await using var few = await CachedRedis.StartAsync(ct);
        await using var many = await CachedRedis.StartAsync(ct);
        Console.WriteLine($"Adding {Few:N0} and {keys:N0} other keys…");
        await Neighbours.PutAsync(few.Raw, Few, ct);
        await Neighbours.PutAsync(many.Raw, keys, ct);
        await few.ClockAsync();
        await many.ClockAsync();

        Console.WriteLine("Invalidating a match in turns…");
        var (amongFew, amongMany) = (new OneMatch(few), new OneMatch(many));
        await AlternateAsync(rounds / 10);
        var turns = new List<(Cost Few, Cost Many)>();
        for (var turn = 0; turn < Patience && (turn == 0 || RatioOf(turns) > Most); turn++)
            turns.AddRange(await AlternateAsync(rounds));
        // Redis' own time is printed too: the round trip is the same for both.
        Say($"among {Few:N0} keys", turns.Select(turn => turn.Few));
        Say($"among {keys:N0} keys", turns.Select(turn => turn.Many));

        Console.WriteLine($"Purging it with a SCAN for each of {OneMatch.PatternCount} patterns…");
        var scans = new List<double>();
        for (var round = 0; round < 2; round++)
        {
            await amongMany.FillAsync(ct);
            var clock = Stopwatch.StartNew();
            if (await amongMany.ScanAsync(ct) is var unlinked && unlinked != OneMatch.PageCount)
                throw new LauncherException($"SCAN found {unlinked} pages of {OneMatch.PageCount}.");
            scans.Add(clock.Elapsed.TotalMilliseconds);
        }
        Console.WriteLine($"{Figure.Median(scans):N0} ms");
        return
        [
            new Figure($"Invalidating a match among {keys:N0} other keys, to among {Few:N0}", RatioOf(turns), Most: Most),
            // SCAN reads every key: the target of a factor of a thousand is for a million keys.
            new Figure(
                $"Purging its patterns by SCAN, to invalidating it, among {keys:N0} keys",
                Figure.Median(scans) / Figure.Median(turns.Select(turn => turn.Many.Whole)),
                Least: keys / 1000.0),
        ];

        Task<List<(Cost Few, Cost Many)>> AlternateAsync(int pairs) =>
            Turns.PairsAsync(pairs, _ => TimeAsync(amongFew, ct), _ => TimeAsync(amongMany, ct));
    }

    private static double RatioOf(List<(Cost Few, Cost Many)> turns) =>
        Figure.Median(turns.Select(turn => turn.Many.Whole)) / Figure.Median(turns.Select(turn => turn.Few.Whole));

    private static void Say(string where, IEnumerable<Cost> costs)
    {
        var (ofRedis, whole) = (Figure.Median(costs.Select(cost => cost.OfRedis)), Figure.Median(costs.Select(cost => cost.Whole)));
        Console.WriteLine($"{where}: {ofRedis:0.000} ms in Redis, {whole:0.000} ms in all (medians)");
    }

    private static async Task<Cost> TimeAsync(OneMatch match, CancellationToken ct)
    {
        await match.FillAsync(ct);
        var clock = Stopwatch.StartNew();
        await match.InvalidateAsync(ct);
        var whole = clock.Elapsed.TotalMilliseconds;
        return new Cost(await match.Redis.LatestScriptAsync(), whole);
    }

    // Both in ms.
    private readonly record struct Cost(double OfRedis, double Whole);
}
