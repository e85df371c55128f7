using Launcher;

namespace Stats.IntegrationTests.Cluster;

/// <summary>A Redis Cluster of three masters as local programs, removed on disposal like <see cref="Servers"/>.</summary>
public sealed class RedisCluster : IAsyncDisposable
{
    private readonly Janitor _janitor = new();
    private readonly FreePorts _ports = new();
    private readonly RedisClusterNode[] _nodes;
    private int _commands;

    private RedisCluster() => _nodes = [.. Enumerable.Range(0, 3).Select(_ => new RedisClusterNode(_janitor, _ports))];

    /// <summary>Each node's host and port.</summary>
    public IReadOnlyList<string> Nodes => [.. _nodes.Select(node => node.ConnectionString)];

    /// <summary>StackExchange.Redis' configuration.</summary>
    public string ConnectionString => string.Join(',', Nodes);

    /// <summary>Starts the nodes, assigns the slots, and returns when all nodes agree.</summary>
    /// <exception cref="LauncherException">A program is missing or did not start; nothing is left running.</exception>
    public static async Task<RedisCluster> StartAsync(CancellationToken ct = default)
    {
        await Packages.InstallMissingAsync([Server.Redis], _ => { }, ct);
        var cluster = new RedisCluster();
        try
        {
            await Task.WhenAll(cluster._nodes.Select(node => node.StartAsync(ct)));
            await cluster.JoinAsync(ct);
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>Kills a node at once, as a crash would (kill -9).</summary>
    public Task KillAsync(int node) => _nodes[node].KillAsync();

    /// <summary>Starts a killed node again, on the same port, empty.</summary>
    public Task RestartAsync(int node, CancellationToken ct = default) => _nodes[node].RunAsync(ct);

    /// <summary>Runs a command on one node, without redirection to another.</summary>
    /// <returns>Its answer as redis-cli prints it.</returns>
    /// <exception cref="LauncherException">The node refused it.</exception>
    public Task<string> CommandAsync(int node, params string[] words) =>
        RunAsync(["-e", "-p", _nodes[node].ConnectionString.Split(':')[^1], .. words], CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await _janitor.DisposeAsync();
        _ports.Dispose();
    }

    private Task<string> JoinAsync(CancellationToken ct) => RunAsync(["--cluster", "create", .. Nodes, "--cluster-yes"], ct);

    private async Task<string> RunAsync(string[] arguments, CancellationToken ct)
    {
        var name = $"redis-cli-{Interlocked.Increment(ref _commands)}";
        var program = _janitor.Start(new ChildStart(name, Programs.Require("redis-cli"), arguments));
        await program.WaitForExitAsync(ct);
        var words = program.LogTail(1000);
        return program.ExitCode == 0
            ? words
            : throw new LauncherException($"redis-cli {string.Join(' ', arguments)} failed:{Environment.NewLine}{words}");
    }
}
