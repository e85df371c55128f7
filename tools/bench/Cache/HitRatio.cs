using Stats.Contracts;
using Stats.Launcher;

namespace Bench.Cache;

/// <summary>How many reads of a mix are hits while a match completes each second, with our tags and where every match purges everything.</summary>
internal static class HitRatio
{
    private const int Seed = 1;

    public static async Task<IReadOnlyList<Figure>> MeasureAsync(int seconds, CancellationToken ct)
    {
        await using var redis = await CachedRedis.StartAsync(ct);
        var mix = Mix.ByChance(Seed);
        var ours = await OursAsync(redis, mix, seconds, "ours", ct);
        var worst = await OursAsync(redis, Mix.MostChangedFirst, seconds, "ours, where the pages that change most are read most", ct);
        Say("purging everything", seconds);
        var everything = await new Replay(redis, mix).RunAsync(seconds, page => page.RequestOfOneTag, _ => [Tags.Overall], ct);
        if (ours.Stale + worst.Stale + everything.Stale > 0)
            throw new LauncherException("A page was a hit after a match that it shows had been invalidated.");
        return
        [
            new Figure("Hit ratio of a mix", ours.HitRatio, Least: 0.95),
            new Figure("  of the same reads, if every match purges everything", everything.HitRatio),
            new Figure("  hits, to those that no staleness forbids", ours.ShareOfPossible, Least: 0.99),
            new Figure("Hit ratio if the pages that change most are read most", worst.HitRatio),
            new Figure("  hits, to those that no staleness forbids", worst.ShareOfPossible, Least: 0.99),
        ];
    }

    private static Task<Replay> OursAsync(CachedRedis redis, IReadOnlyList<MixedPage> pages, int seconds, string how, CancellationToken ct)
    {
        Say(how, seconds);
        return new Replay(redis, pages).RunAsync(seconds, page => page.Request, match => match.Touched, ct);
    }

    private static void Say(string how, int seconds) =>
        Console.WriteLine($"{seconds} matches and {seconds}000 reads of {Mix.Pages.Count} pages: {how}…");
}
