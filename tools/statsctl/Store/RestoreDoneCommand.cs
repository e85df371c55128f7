using System.CommandLine;
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
        var command = new Command("restore-done", "After the database was restored from a backup: make every cached page unbelievable.") { postgres, redis };
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
            Console.WriteLine($"The database is generation {generation}.");
            Console.WriteLine(redis is null
                ? $"Redis was not told ({PageFloors.Key} is not set): it takes the first page that is read from the database to make the others unbelievable."
                : "Every page that was in Redis is unbelievable now.");
        }
        catch (NpgsqlException e)
        {
            throw new CommandFailedException($"no new generation could be drawn: {e.Message}", e);
        }
        catch (RedisUnavailableException e)
        {
            throw new CommandFailedException($"a new generation was drawn, but Redis could not be told: {e.Message} Run it again", e);
        }
    }
}
