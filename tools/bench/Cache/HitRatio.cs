namespace Bench.Cache;

/// <summary>The hit ratio of a mix while a match completes each second, with our tags and with every match purging everything.</summary>
internal static class HitRatio
{
    private const int Seed = 1;

    public static async Task<IReadOnlyList<Figure>> MeasureAsync(int seconds, CancellationToken ct)
    {
        await using var redis = await CachedRedis.StartAsync(ct);
        var mix = Mix.ByChance(Seed);
        Say("with our tags", seconds);
        var ours = await OursAsync(redis, mix, seconds, ct);
        Say("purging everything", seconds);
        var everything = await new Replay(redis, mix).RunAsync(seconds, page => page.RequestOfOneTag, _ => [Tags.Overall], ct);
        return
        [
            new Figure("Hit ratio of a mix", Sound(ours).HitRatio, Least: 0.95),
            new Figure("  of the same reads, if every match purges everything", Sound(everything).HitRatio, Most: ours.HitRatio),
            new Figure("  hits, to those possible without staleness", ours.ShareOfPossible, Least: 0.99),
        ];
    }

    /// <summary>The hit ratio of the same pages in the worst order.</summary>
    public static async Task<IReadOnlyList<Figure>> MeasureWorstAsync(int seconds, CancellationToken ct)
    {
        await using var redis = await CachedRedis.StartAsync(ct);
        Say("with our tags, where the pages that change most are read most", seconds);
        var worst = await OursAsync(redis, Mix.MostChangedFirst, seconds, ct);
        return
        [
            new Figure("Hit ratio if the pages that change most are read most", Sound(worst).HitRatio),
            new Figure("  hits, to those possible without staleness", worst.ShareOfPossible, Least: 0.99),
        ];
    }

    private static Replay Sound(Replay replay) => replay.Stale == 0 ? replay
        : throw new LauncherException($"{replay.Stale} hits returned pages that had been invalidated.");

    private static Task<Replay> OursAsync(CachedRedis redis, IReadOnlyList<MixedPage> pages, int seconds, CancellationToken ct) =>
        new Replay(redis, pages).RunAsync(seconds, page => page.Request, match => match.Touched, ct);

    private static void Say(string how, int seconds) =>
        Console.WriteLine($"{seconds} matches and {seconds}000 reads of {Mix.Pages.Count} pages, {how}…");
}
