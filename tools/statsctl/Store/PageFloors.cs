using StackExchange.Redis;
using Stats.Cache;

namespace Statsctl.Store;

/// <summary>Tells the cache about committed changes if a command made them, as scoring does by announcements.</summary>
internal static class PageFloors
{
    /// <summary>The environment variable with Redis' connection string.</summary>
    public const string Key = "ConnectionStrings__Redis";

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    /// <summary>The configuration from the option, else from the environment; null if neither is set.</summary>
    /// <exception cref="CommandFailedException">It can't be parsed.</exception>
    public static ConfigurationOptions? Redis(string? option)
    {
        var given = option ?? Environment.GetEnvironmentVariable(Key);
        try
        {
            return string.IsNullOrWhiteSpace(given) ? null : ConfigurationOptions.Parse(given);
        }
        catch (ArgumentException e)
        {
            throw new CommandFailedException(
                $"{(option is null ? Key : "--redis")} is not a valid Redis configuration ({e.Message}); use for example redis:6379", e);
        }
    }

    /// <summary>Raises floors. After it returns, no page is served from data older than these versions.</summary>
    /// <returns>How many pages were removed; null if Redis knows a newer generation.</returns>
    /// <exception cref="RedisUnavailableException">Redis doesn't answer.</exception>
    public static async Task<long?> RaiseAsync(ConfigurationOptions redis, long generation, IReadOnlyDictionary<string, long> tags)
    {
        await using var server = new RedisConnection(redis, Timeout);
        // Not cancellable: the change is committed already, so the cache must be told even after Ctrl-C.
        return (await new Invalidator(server).InvalidateAsync(generation, tags, CancellationToken.None))?.PagesRemoved;
    }

    /// <summary>Fences older generations. After it returns, no page that was read in another generation is served.</summary>
    /// <returns>Null, or the higher generation that Redis knows.</returns>
    /// <exception cref="RedisUnavailableException">Redis doesn't answer.</exception>
    public static async Task<long?> FenceAsync(ConfigurationOptions redis, long generation)
    {
        await using var server = new RedisConnection(redis, Timeout);
        var invalidator = new Invalidator(server);
        return await invalidator.FenceAsync(generation, CancellationToken.None) ? null : invalidator.KnownGeneration;
    }
}
