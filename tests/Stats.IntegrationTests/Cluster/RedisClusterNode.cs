using Launcher;

namespace Stats.IntegrationTests.Cluster;

/// <summary>One master of a Redis Cluster, on two loopback ports. Needs Redis 7, where the port of the cluster bus can be chosen.</summary>
internal sealed class RedisClusterNode(Janitor janitor, FreePorts ports) : LocalServer("redis-node", janitor, ports)
{
    private int _bus;

    public override string ConnectionString => $"127.0.0.1:{Port}";

    protected override Task PrepareAsync(CancellationToken ct)
    {
        _bus = Ports.Take();
        return Task.CompletedTask;
    }

    protected override ChildStart Command() => new("redis", Programs.Require("redis-server"),
        "--bind", "127.0.0.1", "--port", $"{Port}", "--dir", Folder, "--save", "", "--appendonly", "no",
        "--maxmemory", "64mb", "--maxmemory-policy", "volatile-lru",
        "--cluster-enabled", "yes", "--cluster-port", $"{_bus}", "--cluster-config-file", "nodes.conf");

    protected override Task<bool> AnswersAsync(CancellationToken ct) => Probes.RedisAsync(Port, ct);
}
