using System.Diagnostics.Metrics;
using Launcher;
using Microsoft.Extensions.Options;
using StackExchange.Redis;
using Stats.Cache;
using Stats.Cache.Administration;

namespace Stats.IntegrationTests.Cache;

/// <summary>A separate Redis for the tests of the cache.</summary>
public sealed class RedisFixture : IAsyncLifetime
{
    private Servers _servers = null!;
    private ConnectionMultiplexer _connection = null!;

    public IDatabase Raw => _connection.GetDatabase();

    internal Servers Servers => _servers;

    public async ValueTask InitializeAsync()
    {
        _servers = await Servers.StartAsync(ServersOptions.Own(Server.Redis), _ => { });
        await ReconnectAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _connection.Dispose();
        await _servers.DisposeAsync();
    }

    public async Task ReconnectAsync()
    {
        _connection?.Dispose();
        _connection = await ConnectionMultiplexer.ConnectAsync(_servers.Redis + ",allowAdmin=true");
    }

    public Task ConfigureAsync(string setting, string value) =>
        _connection.GetServer(_connection.GetEndPoints()[0]).ConfigSetAsync(setting, value);

    public async Task FlushAsync() => await Raw.ScriptEvaluateAsync("return redis.call('FLUSHALL')", [], []);

    /// <summary>Creates a cache with its own memory and connection, as in a separate process.</summary>
    internal CacheProcess Process(IPageSource database) => new(_servers.Redis, database);
}

/// <summary>The cache of one process.</summary>
internal sealed class CacheProcess : IAsyncDisposable
{
    private readonly RedisConnection _redis;
    private readonly HeldPages _held;
    private readonly RevocationListener _listener;

    /// <param name="options">Its settings. The default has no read leases: most tests ask what Redis answers.</param>
    /// <param name="time">Its monotonic clock.</param>
    public CacheProcess(string redis, IPageSource database, CacheOptions? options = null, TimeProvider? time = null)
    {
        time ??= TimeProvider.System;
        options ??= new CacheOptions { Timeout = TimeSpan.FromSeconds(5), ReadLease = TimeSpan.Zero };
        _redis = new RedisConnection(ConfigurationOptions.Parse(redis), options.Timeout);
        Scripts = new HeldScripts(_redis);
        var fence = new Fence(Scripts);
        var clock = new LeaseClock(time, options);
        Lease = new ReadLease(clock);
        _held = new HeldPages(Options.Create(options), Lease);
        _listener = new RevocationListener(_redis, Lease);
        var diagnostics = new CacheDiagnostics(new Meter(CacheDiagnostics.Name));
        Pages = new PageCache(Scripts, fence, _held, database, Options.Create(options), diagnostics, time);
        Invalidator = new Invalidator(Scripts, fence, clock);
        Administration = new CacheAdministration(_redis);
    }

    public HeldScripts Scripts { get; }

    public ReadLease Lease { get; }

    public PageCache Pages { get; }

    public Invalidator Invalidator { get; }

    public CacheAdministration Administration { get; }

    /// <summary>Listens to revocations, as a service does.</summary>
    public Task ListenAsync() => _listener.StartAsync(CancellationToken.None);

    public ValueTask DisposeAsync()
    {
        _listener.Dispose();
        _held.Dispose();
        return _redis.DisposeAsync();
    }
}
