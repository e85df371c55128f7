using Bench.Peers;
using Launcher;
using Microsoft.AspNetCore.Builder;

namespace Stats.IntegrationTests.Peers;

/// <summary>A PostgreSQL with the pages of the mix, and a Redis.</summary>
public sealed class PeerFixture : IAsyncLifetime
{
    private const int Processes = 2;

    private readonly FreePorts _ports = new();
    private readonly List<WebApplication> _apps = [];
    private readonly List<PageTable> _tables = [];
    private Servers _servers = null!;

    internal PageTable Table { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        _servers = await Servers.StartAsync(ServersOptions.Own(Server.Postgres, Server.Redis), _ => { });
        Table = PageTable.Open(_servers.Postgres);
        await Table.CreateAsync(CancellationToken.None);
    }

    /// <summary>Starts two processes of a contender.</summary>
    internal Task<RunningPeer> StartAsync(string name) =>
        RunningPeer.StartAsync(_servers, Named(name), Processes, _ports, CancellationToken.None);

    /// <summary>Runs the same programs inside this process, which starts faster.</summary>
    internal async Task<RunningPeer> HostAsync(string name)
    {
        var addresses = new List<Uri>();
        for (var n = 0; n < Processes; n++)
        {
            var port = _ports.Take();
            _tables.Add(PageTable.Open(_servers.Postgres));
            _apps.Add(PeerServer.Build(Named(name), _tables[^1], _servers.Redis, port));
            await _apps[^1].StartAsync();
            addresses.Add(new Uri($"http://127.0.0.1:{port}/"));
        }
        return new RunningPeer(Named(name), addresses);
    }

    private static Contender Named(string name) => Contender.All.Single(one => one.Name == name);

    public async ValueTask DisposeAsync()
    {
        foreach (var app in _apps)
            await app.DisposeAsync();
        foreach (var table in _tables)
            await table.DisposeAsync();
        await Table.DisposeAsync();
        await _servers.DisposeAsync();
        _ports.Dispose();
    }
}
