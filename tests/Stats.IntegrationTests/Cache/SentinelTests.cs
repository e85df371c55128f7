using System.Security.Cryptography;
using Launcher;
using StackExchange.Redis;
using Stats.Cache;

namespace Stats.IntegrationTests.Cache;

/// <summary>Three Redis with sentinels, started by the scripts of the Kubernetes component redis-sentinel.</summary>
public sealed class SentinelTests : IAsyncLifetime
{
    private const int Nodes = 3;
    private const string Password = "sentinel-test";

    // If the two remaining sentinels vote for different leaders, the next vote is half a minute later (twice failover-timeout).
    private static readonly TimeSpan SeveralVotes = TimeSpan.FromMinutes(4);

    // Any address of 127.0.0.0/8 is this machine; the ports are fixed in the scripts.
    private readonly string _network = $"127.{RandomNumberGenerator.GetInt32(10, 250)}.{RandomNumberGenerator.GetInt32(10, 250)}";

    private readonly List<ChildProcess> _servers = [];
    private Servers _launcher = null!;

    public async ValueTask InitializeAsync() =>
        _launcher = await Servers.StartAsync(ServersOptions.Own(Server.Redis) with { Kind = ServerKind.Local }, _ => { });

    public async ValueTask DisposeAsync() => await _launcher.DisposeAsync();

    [Fact]
    public async Task The_cache_waits_for_sentinels_and_writes_to_the_new_primary_after_a_failover()
    {
        var sentinels = string.Join(',', Enumerable.Range(1, Nodes).Select(node => $"{Address(node)}:26379"));
        await using var redis = new RedisConnection(
            ConfigurationOptions.Parse($"{sentinels},serviceName=stats,password={Password},connectTimeout=1000"), TimeSpan.FromSeconds(2));
        Assert.False(await WritesAsync(redis));
        for (var node = 1; node <= Nodes; node++)
        {
            _servers.Add(Start("redis", node));
            Start("sentinel", node);
        }
        await Eventually.HoldsAsync(() => WritesAsync(redis), Logs, TimeSpan.FromMinutes(1));
        // Sentinels learn of replicas every ten seconds, of one another every two, and can't fail over without knowing them.
        for (var node = 1; node <= Nodes; node++)
        {
            var sentinel = node;
            await Eventually.HoldsAsync(() => KnowsAllAsync(sentinel), Logs, TimeSpan.FromMinutes(1));
        }

        await _servers[0].KillAsync();

        await Eventually.HoldsAsync(
            async () => await RoleAsync(2) == "master" || await RoleAsync(3) == "master", Logs, SeveralVotes);
        await Eventually.HoldsAsync(() => WritesAsync(redis), Logs, TimeSpan.FromMinutes(1));
    }

    private string Address(int node) => $"{_network}.{node}";

    private ChildProcess Start(string script, int node)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_launcher.Folder, $"{script}-{node}")).FullName;
        return _launcher.Start(
            new ChildStart(
                $"{script}-{node}",
                "sh",
                Path.Combine(Repository.Root, "deploy", "k8s", "components", "redis-sentinel", $"{script}.sh"),
                "--bind",
                Address(node))
            {
                WorkingDirectory = folder,
                Environment = new Dictionary<string, string?>
                {
                    ["NODE"] = Address(node),
                    ["FIRST"] = Address(1),
                    ["SENTINELS"] = Address(node % Nodes + 1),
                    ["DATA"] = folder,
                    ["MAXMEMORY"] = "64mb",
                    ["REDIS_PASSWORD"] = Password,
                },
            });
    }

    private async Task<string> RoleAsync(int node)
    {
        try
        {
            await using var connection = await ConnectionMultiplexer.ConnectAsync($"{Address(node)}:6379,password={Password}");
            var role = (RedisResult[]?)await connection.GetDatabase().ExecuteAsync("ROLE");
            return (string?)role![0] ?? "";
        }
        catch (RedisException)
        {
            return "";
        }
    }

    // Whether it knows both other sentinels, and two replicas that have the data.
    private async Task<bool> KnowsAllAsync(int node)
    {
        try
        {
            await using var connection = await ConnectionMultiplexer.SentinelConnectAsync($"{Address(node)}:26379,password={Password}");
            var sentinel = connection.GetServers()[0];
            var replicas = await sentinel.SentinelReplicasAsync("stats");
            return replicas.Count(replica => replica.Contains(new("master-link-status", "ok"))) == Nodes - 1
                && (await sentinel.SentinelSentinelsAsync("stats")).Length == Nodes - 1;
        }
        catch (RedisException)
        {
            return false;
        }
    }

    private static async Task<bool> WritesAsync(RedisConnection redis)
    {
        try
        {
            await redis.WriteAsync(CancellationToken.None);
            return true;
        }
        catch (RedisUnavailableException)
        {
            return false;
        }
    }

    private string Logs() => string.Join(
        Environment.NewLine, Directory.GetFiles(_launcher.Folder, "*.log").Select(file => $"{file}: {File.ReadAllText(file)}"));
}
