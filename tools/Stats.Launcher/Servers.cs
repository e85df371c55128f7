using Statsctl.BrokerUsers;

namespace Stats.Launcher;

/// <summary>
/// PostgreSQL, Redis and RabbitMQ for one run of the demo, the tests or the benchmarks: those whose connection strings are
/// given, else containers or local programs on free loopback ports, gone with their data at the end.
/// </summary>
public sealed class Servers : IAsyncDisposable
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    private readonly Janitor _janitor = new();
    private readonly FreePorts _ports = new();
    private readonly BrokerAccounts _accounts;
    private readonly List<ChildProcess> _programs = [];
    private readonly Dictionary<Server, IOwnServer> _own;
    private readonly IReadOnlyDictionary<Server, string> _given;

    private Servers(ServersOptions options, ContainerEngine? engine)
    {
        _accounts = new BrokerAccounts(options.BrokerDefinitions);
        _given = options.Given.Where(given => options.Wanted.Contains(given.Key)).ToDictionary();
        if (engine is not null)
            _janitor.Adopt(engine);
        _own = options.Wanted.Except(_given.Keys).ToDictionary(server => server, server => engine is null ? (IOwnServer)Local(server) : Container(engine, server));
    }

    /// <summary>Npgsql's connection string.</summary>
    public string Postgres => ConnectionString(Server.Postgres);

    /// <summary>StackExchange.Redis' configuration.</summary>
    public string Redis => ConnectionString(Server.Redis);

    /// <summary>RabbitMQ's <c>amqp://</c> URI, of a user that may do everything.</summary>
    public string RabbitMq => ConnectionString(Server.RabbitMq);

    /// <summary>The temporary folder, with all logs; it goes with the servers.</summary>
    public string Folder => _janitor.Folder;

    /// <summary>The connection strings as environment variables for the services.</summary>
    public IReadOnlyDictionary<string, string?> Environment => _given.Keys.Concat(_own.Keys)
        .ToDictionary(ServersOptions.Variable, server => (string?)ConnectionString(server));

    /// <summary>The same for one of the broker's users (<see cref="BrokerUser"/>); a broker that was given has the user that was given.</summary>
    public string RabbitMqOf(string user) =>
        IsOurs(Server.RabbitMq) ? _accounts.ConnectionString(user, new Uri(RabbitMq).Port) : RabbitMq;

    /// <summary>Starts what is wanted and not given, and returns when all of it answers.</summary>
    /// <param name="options">Which servers.</param>
    /// <param name="say">Told each step that takes a while.</param>
    /// <param name="ct">Stops the start, and what was started by then.</param>
    /// <exception cref="LauncherException">A program or an image is missing, or did not start; nothing is left running.</exception>
    public static async Task<Servers> StartAsync(ServersOptions options, Action<string> say, CancellationToken ct = default)
    {
        Server[] missing = [.. options.Wanted.Except(options.Given.Keys)];
        var engine = missing.Length == 0 ? null : await EngineChoice.OfThisProcessAsync(options.Kind, missing, say, ct);
        if (engine is null)
            await Packages.InstallMissingAsync(missing, say, ct);
        var servers = new Servers(options, engine);
        try
        {
            if (missing.Length > 0)
                say($"Starting {string.Join(", ", missing)} as {(engine is null ? "local programs" : $"containers of {engine.Name}")} in {servers.Folder}…");
            await Task.WhenAll(servers._own.Values.Select(server => server.StartAsync(ct)));
            return servers;
        }
        catch
        {
            await servers.DisposeAsync();
            throw;
        }
    }

    /// <summary>Whether this server was started here, so that faults may be put upon it.</summary>
    public bool IsOurs(Server server) => _own.ContainsKey(server);

    /// <summary>Kills a server at once, as a crash would (kill -9).</summary>
    public Task KillAsync(Server server) => Ours(server).KillAsync();

    /// <summary>Kills a server if it still runs, and starts it on the same port with the same data (Redis keeps none).</summary>
    public async Task RestartAsync(Server server, CancellationToken ct = default)
    {
        await Ours(server).KillAsync();
        await Ours(server).RunAsync(ct);
    }

    /// <summary>Runs a program beside a server to its end, in the folder of its data: <c>rabbitmqctl</c>, for example.</summary>
    /// <exception cref="LauncherException">It failed.</exception>
    public Task RunToolAsync(Server server, string program, params string[] arguments) =>
        Ours(server).RunToolAsync(program, arguments, CancellationToken.None);

    /// <summary>Pauses a server: connections stay open and nothing is answered.</summary>
    public void Pause(Server server) => Ours(server).Pause();

    /// <summary>Lets a paused server go on.</summary>
    public void Resume(Server server) => Ours(server).Resume();

    /// <summary>Runs <c>rabbitmqctl</c> on a broker that was started here as a local program.</summary>
    /// <returns>What it printed.</returns>
    public Task<string> RabbitMqCtlAsync(params IReadOnlyList<string> arguments) => Ours(Server.RabbitMq) is RabbitMqServer local
        ? local.ControlAsync(arguments, CancellationToken.None)
        : throw new InvalidOperationException("rabbitmqctl can be run on a local broker only.");

    /// <summary>Starts another program that must not outlive this process. On disposal it ends before the servers do.</summary>
    public ChildProcess Start(ChildStart start)
    {
        var program = _janitor.Start(start);
        lock (_programs)
            _programs.Add(program);
        return program;
    }

    /// <summary>Ends the programs, then the servers, and removes the temporary folder.</summary>
    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_programs.Select(program => program.StopAsync(Grace)));
        await _janitor.DisposeAsync();
        _ports.Dispose();
    }

    private string ConnectionString(Server server) =>
        _given.TryGetValue(server, out var given) ? given : Ours(server).ConnectionString;

    private IOwnServer Ours(Server server) => _own.TryGetValue(server, out var own) ? own
        : throw new InvalidOperationException($"{server} was not started here: it was given, or not asked for.");

    private ContainerServer Container(ContainerEngine engine, Server server) => new(engine, ContainerSpec.Of(server, _accounts), _janitor, _ports);

    private LocalServer Local(Server server) => server switch
    {
        Server.Postgres => new PostgresServer(_janitor, _ports),
        Server.Redis => new RedisServer(_janitor, _ports),
        Server.RabbitMq => new RabbitMqServer(_accounts, _janitor, _ports),
        _ => throw new ArgumentOutOfRangeException(nameof(server), server, null),
    };
}
