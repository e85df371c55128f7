using Launcher;
using StackExchange.Redis;

namespace Stats.IntegrationTests.Cache.Checker;

/// <summary>
/// Two real Redis servers: the one in use and the target of a failover. A script runs on given contents and returns a reply and the new
/// contents. In a search, the same script with the same arguments runs only once on the same contents.
/// </summary>
internal sealed class Machine : IAsyncDisposable
{
    private readonly List<Servers> _servers = [];
    private readonly List<ConnectionMultiplexer> _connections = [];
    private readonly Dictionary<(int Server, string Contents, string Call), (Reply Reply, Contents After)> _ran = [];

    private Machine()
    {
    }

    /// <summary>Forgets what ran: another search sends other scripts, or begins with other contents.</summary>
    public void Clear() => _ran.Clear();

    public static async Task<Machine> StartAsync()
    {
        var machine = new Machine();
        for (var server = 0; server < 2; server++)
        {
            machine._servers.Add(await Servers.StartAsync(ServersOptions.Own(Server.Redis), _ => { }));
            machine._connections.Add(await ConnectionMultiplexer.ConnectAsync(machine._servers[server].Redis));
        }
        return machine;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var connection in _connections)
            connection.Dispose();
        foreach (var servers in _servers)
            await servers.DisposeAsync();
    }

    public async ValueTask<(Reply Reply, Contents After)> RunAsync(
        int server, Contents contents, string script, RedisKey[] keys, RedisValue[] values)
    {
        var call = string.Join('\u001f', [script, .. keys.Select(key => (string)key!), .. values.Select(value => (string)value!)]);
        var run = (server, contents.Text, call);
        if (_ran.TryGetValue(run, out var known))
            return known;
        var database = _connections[server].GetDatabase();
        // One connection keeps the order, so the three scripts take one round trip.
        var back = database.ScriptEvaluateAsync(Contents.PutBack, [], contents.Arguments());
        var reply = database.ScriptEvaluateAsync(script, keys, values);
        var after = database.ScriptEvaluateAsync(Contents.Take, [], []);
        await back;
        return _ran[run] = (Reply.Of(await reply), Contents.Of(await after));
    }
}
