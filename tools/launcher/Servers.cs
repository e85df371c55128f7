using DotNet.Testcontainers.Builders;
using Statsctl.BrokerUsers;

namespace Launcher;

/// <summary>
/// PostgreSQL, Redis and RabbitMQ for one run of the demo, the tests or the benchmarks: existing servers whose connection strings are
/// given, else containers or local programs on free loopback ports, removed with their data on disposal.
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
    private readonly TlsFiles? _tls;

    // If an engine answers but gets no image, each start of a test would wait for it.
    private static volatile bool _noContainers;

    private Servers(ServersOptions options, bool containers)
    {
        _accounts = new BrokerAccounts(options.BrokerDefinitions);
        _tls = options.Tls;
        _given = options.Given.Where(given => options.Wanted.Contains(given.Key)).ToDictionary();
        _own = options.Wanted.Except(_given.Keys)
            .ToDictionary(server => server, server => containers ? (IOwnServer)ContainerServer.Of(server, _accounts) : Local(server));
    }

    /// <summary>Npgsql's connection string.</summary>
    public string Postgres => ConnectionString(Server.Postgres);

    /// <summary>StackExchange.Redis' configuration.</summary>
    public string Redis => ConnectionString(Server.Redis);

    /// <summary>RabbitMQ's <c>amqp://</c> URI, of an administrator.</summary>
    public string RabbitMq => ConnectionString(Server.RabbitMq);

    /// <summary>The temporary folder with all logs; disposal removes it.</summary>
    public string Folder => _janitor.Folder;

    /// <summary>The connection strings as environment variables for the services.</summary>
    public IReadOnlyDictionary<string, string?> Environment => _given.Keys.Concat(_own.Keys)
        .ToDictionary(ServersOptions.Variable, server => (string?)ConnectionString(server));

    /// <summary>RabbitMQ's URI for one of its users (<see cref="BrokerUser"/>); an existing broker's URI is returned as given.</summary>
    public string RabbitMqOf(string user) =>
        IsOurs(Server.RabbitMq) ? _accounts.ConnectionString(user, new Uri(RabbitMq).Port) : RabbitMq;

    /// <summary>Starts the wanted servers that aren't given, and returns when all answer.</summary>
    /// <param name="say">Reports each step that takes a while.</param>
    /// <param name="ct">Cancels the start, and stops the servers started by then.</param>
    /// <exception cref="LauncherException">A program or an image is missing, or did not start; nothing is left running.</exception>
    public static async Task<Servers> StartAsync(ServersOptions options, Action<string> say, CancellationToken ct = default)
    {
        Server[] missing = [.. options.Wanted.Except(options.Given.Keys)];
        if (missing.Length > 0 && options.Kind != ServerKind.Local && !(_noContainers && options.Kind == ServerKind.Any)
            && await TryContainersAsync(options, missing, say, ct) is { } inContainers)
        {
            return inContainers;
        }
        await Packages.InstallMissingAsync(missing, say, ct);
        return await StartAsync(options, containers: false, missing, say, ct);
    }

    /// <returns>Null to use local programs; reported, unless there is no engine at all.</returns>
    private static async Task<Servers?> TryContainersAsync(
        ServersOptions options, Server[] missing, Action<string> say, CancellationToken ct)
    {
        try
        {
            return await StartAsync(options, containers: true, missing, say, ct);
        }
        catch (Exception e) when (e is DockerUnavailableException && options.Kind == ServerKind.Any)
        {
            _noContainers = true;
        }
        catch (Exception e) when (!ct.IsCancellationRequested && options.Kind == ServerKind.Any)
        {
            _noContainers = true;
            say($"Containers are not available ({FirstLine(e)}); using local programs.");
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            throw new LauncherException(
                $"STATS_SERVERS=containers, but containers are not available: {FirstLine(e)} Set STATS_SERVERS=local to avoid them.", e);
        }
        return null;
    }

    private static string FirstLine(Exception e) => e.Message.Split('\n')[0].TrimEnd();

    private static async Task<Servers> StartAsync(
        ServersOptions options, bool containers, Server[] missing, Action<string> say, CancellationToken ct)
    {
        var servers = new Servers(options, containers);
        try
        {
            if (missing.Length > 0)
                say($"Starting {string.Join(", ", missing)} as {(containers ? "containers" : $"local programs in {servers.Folder}")}…");
            await Task.WhenAll(servers._own.Values.Select(server => server.StartAsync(ct)));
            return servers;
        }
        catch
        {
            await servers.DisposeAsync();
            throw;
        }
    }

    public bool IsOurs(Server server) => _own.ContainsKey(server);

    /// <summary>The port on which a local server listens with TLS, if it has a certificate (<see cref="ServersOptions.Tls"/>).</summary>
    public int TlsPort(Server server) => Program(server).TlsPort;

    /// <summary>Kills a server at once, as a crash would (kill -9). This method and those below need a local program.</summary>
    public Task KillAsync(Server server) => Program(server).KillAsync();

    /// <summary>Kills a server if it still runs, and starts it on the same port with the same data (Redis keeps none).</summary>
    public async Task RestartAsync(Server server, CancellationToken ct = default)
    {
        await Program(server).KillAsync();
        await Program(server).RunAsync(ct);
    }

    /// <summary>Pauses a server: connections stay open without answers.</summary>
    public void Pause(Server server) => Program(server).Pause();

    public void Resume(Server server) => Program(server).Resume();

    /// <summary>
    /// Runs a program, such as <c>rabbitmqctl</c>, beside a server until it ends, a local one in the server's data folder.
    /// </summary>
    /// <returns>Its output.</returns>
    /// <exception cref="LauncherException">It failed.</exception>
    public Task<string> RunToolAsync(Server server, string program, params IReadOnlyList<string> arguments) =>
        Ours(server).RunToolAsync(program, arguments, CancellationToken.None);

    /// <summary>A command for a shell that runs such a program; null if the server was not started by this launcher.</summary>
    public string? ToolCommand(Server server, string program) => _own.GetValueOrDefault(server)?.ToolCommand(program);

    /// <summary>Starts another program that must not outlive this process. Disposal ends it before the servers.</summary>
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
        await Task.WhenAll(_own.Values.OfType<IAsyncDisposable>().Select(server => server.DisposeAsync().AsTask()));
        await _janitor.DisposeAsync();
        _ports.Dispose();
    }

    private string ConnectionString(Server server) =>
        _given.TryGetValue(server, out var given) ? given : Ours(server).ConnectionString;

    private IOwnServer Ours(Server server) => _own.TryGetValue(server, out var own) ? own
        : throw new InvalidOperationException($"{server} was not started by this launcher: it existed already, or was not requested.");

    private LocalServer Program(Server server) => Ours(server) as LocalServer
        ?? throw new InvalidOperationException(
            $"{server} runs in a container. Only a local program can be killed or paused: ServerKind.Local starts one.");

    private LocalServer Local(Server server) => server switch
    {
        Server.Postgres => new PostgresServer(_janitor, _ports, _tls),
        Server.Redis => new RedisServer(_janitor, _ports, _tls),
        Server.RabbitMq => new RabbitMqServer(_accounts, _janitor, _ports, _tls),
        _ => throw new ArgumentOutOfRangeException(nameof(server), server, null),
    };
}
