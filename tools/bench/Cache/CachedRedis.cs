using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using StackExchange.Redis;

namespace Bench.Cache;

/// <summary>A Redis of its own, with the real cache in front and a stand-in for the database behind.</summary>
internal sealed class CachedRedis : IAsyncDisposable
{
    private readonly Servers _servers;
    private readonly ConnectionMultiplexer _connection;
    private readonly IHost _host;
    private readonly PageCache _pages;
    private readonly Invalidator _invalidator;

    private CachedRedis(Servers servers, ConnectionMultiplexer connection)
    {
        (_servers, _connection) = (servers, connection);
        // The host is not started: it only registers the cache as a service does.
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddSingleton<IPageSource>(Source);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.Configure<CacheOptions>(options => options.Timeout = TimeSpan.FromSeconds(30));
        builder.AddStatsCache(ConfigurationOptions.Parse(servers.Redis));
        _host = builder.Build();
        _pages = _host.Services.GetRequiredService<PageCache>();
        _invalidator = _host.Services.GetRequiredService<Invalidator>();
    }

    public VersionSource Source { get; } = new();

    /// <summary>Redis without the cache, on a connection of its own.</summary>
    public IDatabase Raw => _connection.GetDatabase();

    public static async Task<CachedRedis> StartAsync(CancellationToken ct)
    {
        var servers = await Servers.StartAsync(ServersOptions.Own(Server.Redis), Console.WriteLine, ct);
        var redis = new CachedRedis(servers, await ConnectionMultiplexer.ConnectAsync($"{servers.Redis},allowAdmin=true"));
        // Sets the fence.
        await redis._invalidator.FenceAsync(VersionSource.Generation, ct);
        return redis;
    }

    /// <summary>Empties Redis, except for a fence.</summary>
    public async Task EmptyAsync(CancellationToken ct)
    {
        await Raw.ExecuteAsync("FLUSHALL");
        await _invalidator.FenceAsync(VersionSource.Generation, ct);
    }

    /// <summary>How often Redis called each command during the work, scripts included.</summary>
    public async Task<IReadOnlyDictionary<string, long>> CommandsOfAsync(Func<Task> what)
    {
        await Raw.ExecuteAsync("CONFIG", "RESETSTAT");
        await what();
        return (await InfoAsync("commandstats")).ToDictionary(
            line => line.Key["cmdstat_".Length..], line => long.Parse(line.Value["calls=".Length..line.Value.IndexOf(',')]));
    }

    /// <summary>How many requests Redis has read from its connections.</summary>
    public async Task<long> RequestsAsync() => long.Parse((await InfoAsync("stats"))["total_reads_processed"]);

    /// <summary>Makes Redis log the duration of each command.</summary>
    public Task ClockAsync() => Raw.ExecuteAsync("CONFIG", "SET", "slowlog-log-slower-than", 0);

    /// <summary>The time that Redis took for the latest script, in ms, without the network.</summary>
    public async Task<double> LatestScriptAsync()
    {
        var noted = (RedisResult[])(await Raw.ExecuteAsync("SLOWLOG", "GET", 10))!;
        var script = noted.Select(entry => (RedisResult[])entry!)
            .First(entry => ((string[])entry[3]!)[0].StartsWith("EVAL", StringComparison.OrdinalIgnoreCase));
        return (long)script[2] / 1000.0;
    }

    /// <summary>Reads a page, and loads it after a miss.</summary>
    /// <returns>Whether it was a hit.</returns>
    public async Task<bool> ReadAsync(PageRequest page, CancellationToken ct) =>
        (await _pages.GetAsync(page, _ => Source.LoadAsync(page), ct))!.Status == CacheStatus.Hit;

    /// <summary>Raises the floors of committed versions and purges the pages below them.</summary>
    public Task InvalidateAsync(IReadOnlyDictionary<string, long> versions, CancellationToken ct) =>
        _invalidator.InvalidateAsync(VersionSource.Generation, versions, ct);

    private async Task<Dictionary<string, string>> InfoAsync(string section) =>
        (await Raw.Multiplexer.GetServers().Single().InfoAsync(section)).SelectMany(lines => lines).ToDictionary();

    public async ValueTask DisposeAsync()
    {
        _host.Dispose();
        _connection.Dispose();
        await _servers.DisposeAsync();
    }
}
