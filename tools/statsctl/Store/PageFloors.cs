using StackExchange.Redis;
using Stats.Cache;

namespace Statsctl.Store;

/// <summary>Tells the cache what became public, where a command did what scoring otherwise announces.</summary>
internal static class PageFloors
{
    /// <summary>The environment variable that says where Redis is.</summary>
    public const string Key = "ConnectionStrings__Redis";

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    /// <summary>From the option if it was given, else from the environment; null if neither says it.</summary>
    /// <exception cref="CommandFailedException">It can't be read.</exception>
    public static ConfigurationOptions? Redis(string? option)
    {
        var given = option ?? Environment.GetEnvironmentVariable(Key);
        try
        {
            return string.IsNullOrWhiteSpace(given) ? null : ConfigurationOptions.Parse(given);
        }
        catch (ArgumentException e)
        {
            throw new CommandFailedException($"{(option is null ? Key : "--redis")} can't be read ({e.Message}); an example: redis:6379", e);
        }
    }

    /// <summary>From its return on no page is served from data older than these versions.</summary>
    /// <returns>How many pages were removed; null if Redis knows a newer generation.</returns>
    /// <exception cref="RedisUnavailableException">Redis doesn't answer.</exception>
    public static async Task<long?> RaiseAsync(ConfigurationOptions redis, long generation, IReadOnlyDictionary<string, long> tags)
    {
        await using var server = new RedisConnection(redis, Timeout);
        // What is committed already must be told, whoever presses Ctrl-C meanwhile.
        return (await new Invalidator(server).InvalidateAsync(generation, tags, CancellationToken.None))?.PagesRemoved;
    }

    /// <summary>From its return on no page is served that was read in another generation.</summary>
    /// <param name="redis">Where Redis is.</param>
    /// <param name="generation">The generation of the database.</param>
    /// <returns>Null, or the higher generation that Redis knows.</returns>
    /// <exception cref="RedisUnavailableException">Redis doesn't answer.</exception>
    public static async Task<long?> FenceAsync(ConfigurationOptions redis, long generation)
    {
        await using var server = new RedisConnection(redis, Timeout);
        var invalidator = new Invalidator(server);
        return await invalidator.FenceAsync(generation, CancellationToken.None) ? null : invalidator.KnownGeneration;
    }
}
