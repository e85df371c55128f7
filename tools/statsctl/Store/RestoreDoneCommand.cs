using Npgsql;
using StackExchange.Redis;
using Stats.Cache;
using Stats.Store;

namespace Statsctl.Store;

/// <summary><c>statsctl restore-done</c>: starts a new generation of the database, which makes every cached page invalid.</summary>
public static class RestoreDoneCommand
{
    public static Command Create()
    {
        var (postgres, redis) = (StoreOptions.Postgres(), StoreOptions.Redis());
        var command = new Command("restore-done", "Invalidate every cached page after restoring the database from a backup.")
        {
            postgres, redis,
        };
        command.SetAction((parsed, ct) => RunAsync(parsed.GetValue(postgres), PageFloors.Redis(parsed.GetValue(redis)), ct));
        return command;
    }

    private static async Task RunAsync(string? postgres, ConfigurationOptions? redis, CancellationToken ct)
    {
        await using var database = Database.Open(postgres);
        try
        {
            await Database.RequireSchemaAsync(database, ct);
            var generation = await Generations.DrawAsync(database, above: 0, ct);
            // Redis may know a higher generation, if a clock was ahead when it was drawn.
            while (redis is not null && await PageFloors.FenceAsync(redis, generation) is { } higher)
                generation = await Generations.DrawAsync(database, higher, ct);
            Console.WriteLine($"The database now has generation {generation}.");
            Console.WriteLine(redis is null
                ? $"The cache was not invalidated, because {PageFloors.Key} is not set: the next page read from the database does it."
                : "Every cached page is invalid now.");
        }
        catch (NpgsqlException e)
        {
            throw new CommandFailedException($"the database did not get a new generation: {e.GetBaseException().Message}", e);
        }
        catch (RedisUnavailableException e)
        {
            throw new CommandFailedException(
                $"the database has a new generation, but the cache was not invalidated ({e.Message}): run statsctl restore-done again", e);
        }
    }
}
