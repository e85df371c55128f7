using Npgsql;
using StackExchange.Redis;
using Stats.Cache;
using Stats.Store.Events;
using Stats.Store.Rebuilding;

namespace Statsctl.Store;

/// <summary><c>statsctl rebuild</c>: rebuilds the read model from the events.</summary>
public static class RebuildCommand
{
    public static Command Create()
    {
        var (postgres, redis) = (StoreOptions.Postgres(), StoreOptions.Redis());
        var rebuild = new Command("rebuild", "Rebuild the read model from the events. Reads and scoring continue.") { postgres, redis };
        rebuild.SetAction((parsed, ct) => RunAsync(parsed.GetValue(postgres), PageFloors.Redis(parsed.GetValue(redis)), ct));
        return rebuild;
    }

    private static async Task RunAsync(string? postgres, ConfigurationOptions? redis, CancellationToken ct)
    {
        await using var database = Database.Open(postgres);
        var rebuilt = await RebuildAsync(database, ct);
        foreach (var (table, (removed, written)) in rebuilt.Corrected)
            Console.WriteLine($"{table}: {(removed + written == 0 ? "correct" : $"removed {removed:N0} rows, wrote {written:N0}")}.");
        Console.WriteLine($"The read model matches the events. Scoring was paused for {rebuilt.HeldUp.TotalSeconds:N1} s.");
        Console.WriteLine(await AnnounceAsync(rebuilt, redis));
    }

    private static async Task<Rebuilt> RebuildAsync(NpgsqlDataSource database, CancellationToken ct)
    {
        try
        {
            await Database.RequireSchemaAsync(database, ct);
            await using var rebuild = await Rebuild.BeginAsync(database, TimeProvider.System, ct)
                ?? throw new CommandFailedException("another rebuild is running; nothing was changed");
            await ProgressDisplay.ShowAsync(
                AnsiConsole.Console, "Reading streams", await rebuild.CountAsync(ct), read => rebuild.ReadAsync(read, ct));
            return await rebuild.SwapAsync(ct);
        }
        catch (Exception e) when (e is UnreadableEventException or NpgsqlException or TimeoutException)
        {
            throw new CommandFailedException($"{e.Message} Nothing was changed.", e);
        }
    }

    private static async Task<string> AnnounceAsync(Rebuilt rebuilt, ConfigurationOptions? redis)
    {
        if (redis is null)
            return $"The cache was not invalidated, because {PageFloors.Key} is not set: it may serve old pages until they expire.";
        try
        {
            return await PageFloors.RaiseAsync(redis, rebuilt.Generation, rebuilt.Tags) is { } removed
                ? $"Raised the floors of {rebuilt.Tags.Count:N0} tags in Redis; removed {removed:N0} pages."
                : throw new CommandFailedException(
                    "the read model is rebuilt, but Redis knows a later generation than the database's: run statsctl restore-done");
        }
        catch (RedisUnavailableException e)
        {
            throw new CommandFailedException(
                $"the read model is rebuilt, but the cache was not invalidated ({e.Message}) and may serve old pages: run it again", e);
        }
    }
}
