using Stats.Launcher;

namespace Bench.Cache;

/// <summary>What a hit costs, as Redis itself counts it.</summary>
internal static class RoundTrips
{
    public static async Task<IReadOnlyList<Figure>> MeasureAsync(int hits, CancellationToken ct)
    {
        await using var redis = await CachedRedis.StartAsync(ct);
        var page = new MixedPage("club", "reds", Club: "reds").Request;
        while (!await redis.ReadAsync(page, ct))
        {
        }
        Console.WriteLine($"Counting what {hits:N0} hits cost…");
        var before = await CountAsync(redis);
        for (var n = 0; n < hits; n++)
        {
            if (!await redis.ReadAsync(page, ct))
                throw new LauncherException("A page that nothing touched was no hit.");
        }
        var after = await CountAsync(redis);
        return
        [
            new Figure("Scripts that a hit runs", (after.Scripts - before.Scripts) / (double)hits, Most: 1),
            // Among them are the client's signs of life and the second count itself.
            new Figure("Requests that Redis reads for a hit", (after.Requests - before.Requests) / (double)hits, Most: 1.02),
        ];
    }

    private static async Task<(long Scripts, long Requests)> CountAsync(CachedRedis redis)
    {
        var commands = await InfoAsync(redis, "commandstats");
        var stats = await InfoAsync(redis, "stats");
        return (CallsOf("eval") + CallsOf("evalsha"), long.Parse(stats["total_reads_processed"]));

        long CallsOf(string command) =>
            commands.TryGetValue($"cmdstat_{command}", out var line) ? long.Parse(line["calls=".Length..line.IndexOf(',')]) : 0;
    }

    private static async Task<Dictionary<string, string>> InfoAsync(CachedRedis redis, string section) =>
        ((string)(await redis.Raw.ExecuteAsync("INFO", section))!).Split("\r\n")
            .Where(line => line.Contains(':'))
            .ToDictionary(line => line[..line.IndexOf(':')], line => line[(line.IndexOf(':') + 1)..]);
}
