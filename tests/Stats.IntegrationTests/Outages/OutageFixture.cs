using Launcher;
using Npgsql;
using StackExchange.Redis;

namespace Stats.IntegrationTests.Outages;

/// <summary>A system whose services connect to each server through a <see cref="FaultyProxy"/>. The tests connect directly.</summary>
public sealed class OutageFixture(OwnServersFixture servers) : IAsyncLifetime
{
    private readonly Dictionary<Server, FaultyProxy> _proxies = [];

    internal RunningSystem System { get; private set; } = null!;

    internal ConnectionMultiplexer Redis { get; private set; } = null!;

    internal FaultyProxy this[Server server] => _proxies[server];

    public async ValueTask InitializeAsync()
    {
        await servers.DeleteQueuesAsync();
        var postgres = new NpgsqlConnectionStringBuilder(await servers.CreateDatabaseAsync());
        var redis = ConfigurationOptions.Parse(servers.Servers.Redis);
        var endpoint = redis.EndPoints.Single().ToString()!.Split(':');
        var broker = new Uri(servers.Servers.RabbitMq);
        _proxies[Server.Postgres] = new FaultyProxy(postgres.Host!, postgres.Port);
        _proxies[Server.Redis] = new FaultyProxy(endpoint[^2].Split('/')[^1], int.Parse(endpoint[^1]));
        _proxies[Server.RabbitMq] = new FaultyProxy(broker.Host, broker.Port);
        var proxied = new NpgsqlConnectionStringBuilder(postgres.ConnectionString) { Port = this[Server.Postgres].Port };
        var services = await StatsSystem.StartAsync(servers.Servers, new StatsSystemOptions
        {
            IsMigrated = true,
            Settings = new Dictionary<string, string?>
            {
                ["ConnectionStrings__Postgres"] = proxied.ConnectionString,
                ["ConnectionStrings__Redis"] = $"127.0.0.1:{this[Server.Redis].Port}",
                ["ConnectionStrings__RabbitMq"] = new UriBuilder(broker) { Port = this[Server.RabbitMq].Port }.Uri.ToString(),
            },
        });
        System = await RunningSystem.JoinAsync(servers.Servers, services, postgres.ConnectionString);
        redis.AllowAdmin = true;
        Redis = await ConnectionMultiplexer.ConnectAsync(redis);
    }

    public async ValueTask DisposeAsync()
    {
        Redis.Dispose();
        await System.DisposeAsync();
        foreach (var (_, proxy) in _proxies)
            await proxy.DisposeAsync();
    }
}
