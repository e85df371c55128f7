namespace Bench.Cache;

/// <summary>The cost of a hit, in requests and commands that Redis counts.</summary>
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
        var requests = 0L;
        var commands = await redis.CommandsOfAsync(async () =>
        {
            var before = await redis.RequestsAsync();
            for (var n = 0; n < hits; n++)
            {
                if (!await redis.ReadAsync(page, ct))
                    throw new LauncherException("A page that was not invalidated was not a hit.");
            }
            requests = await redis.RequestsAsync() - before;
        });
        var scripts = commands.Where(command => command.Key is "eval" or "evalsha").Sum(command => command.Value);
        return
        [
            new Figure("Scripts that a hit runs", scripts / (double)hits, Most: 1),
            // The count includes the client's keep-alives and the second count itself.
            new Figure("Requests that Redis reads for a hit", requests / (double)hits, Most: 1.02),
        ];
    }
}
