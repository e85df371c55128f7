using Docker.DotNet.Models;
using DotNet.Testcontainers.Containers;
using DotNet.Testcontainers.Images;
using Microsoft.Extensions.Logging.Abstractions;
using Testcontainers.PostgreSql;
using Testcontainers.RabbitMq;
using Testcontainers.Redis;

namespace Launcher;

/// <summary>
/// A server in a container of Testcontainers, which removes it even after a kill -9 of this process. Images and arguments are those of
/// docker-compose.yml.
/// </summary>
internal sealed class ContainerServer : IOwnServer, IAsyncDisposable
{
    internal const string PostgresImage = "docker.io/library/postgres:17";
    internal const string RedisImage = "docker.io/library/redis:7.4";
    internal const string RabbitMqImage = "docker.io/library/rabbitmq:4.1-management";

    private const string Definitions = "/definitions/definitions.json";

    private readonly IContainer _container;
    private readonly Func<int, string> _connectionString;
    private readonly Func<int, CancellationToken, Task<bool>> _answers;

    private ContainerServer(IContainer container, Func<int, string> connectionString, Func<int, CancellationToken, Task<bool>> answers) =>
        (_container, _connectionString, _answers) = (container, connectionString, answers);

    public string ConnectionString => _connectionString(Port);

    private int Port => _container.GetMappedPublicPort();

    internal static IReadOnlyList<string> RedisCommand { get; } =
        ["redis-server", "--maxmemory", "256mb", "--maxmemory-policy", "volatile-lru", "--save", "", "--appendonly", "no"];

    internal static KeyValuePair<string, string> RabbitMqArguments { get; } =
        new("RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS", $"-rabbit load_definitions \"{Definitions}\"");

    /// <exception cref="DotNet.Testcontainers.Builders.DockerUnavailableException">No engine answers.</exception>
    public static ContainerServer Of(Server server, BrokerAccounts accounts) => server switch
    {
        Server.Postgres => Postgres(),
        Server.Redis => Redis(),
        Server.RabbitMq => RabbitMq(accounts),
        _ => throw new ArgumentOutOfRangeException(nameof(server), server, null),
    };

    public async Task StartAsync(CancellationToken ct)
    {
        await _container.StartAsync(ct);
        // The engine may run on another machine, or this process in a container.
        if (!await _answers(Port, ct))
            throw new LauncherException($"{_container.Image.FullName} runs, but can't be reached on this machine's loopback.");
    }

    public async Task<string> RunToolAsync(string program, IReadOnlyList<string> arguments, CancellationToken ct)
    {
        var ended = await _container.ExecAsync([program, .. arguments], ct);
        return ended.ExitCode == 0
            ? ended.Stdout
            : throw new LauncherException($"{program} ended with exit code {ended.ExitCode}: {ended.Stderr}");
    }

    public string ToolCommand(string program) => $"docker exec {_container.Name.TrimStart('/')} {program}";

    public ValueTask DisposeAsync() => _container.DisposeAsync();

    private static ContainerServer Postgres()
    {
        var password = BrokerAccounts.Password();
        var container = new PostgreSqlBuilder(PostgresImage)
            .WithUsername("stats")
            .WithPassword(password)
            .WithDatabase("stats")
            // The module trades durability for speed, which would change every figure.
            .WithCommand("-c", "fsync=on", "-c", "full_page_writes=on", "-c", "synchronous_commit=on", "-c", "max_connections=200")
            .WithImagePullPolicy(PullPolicy.Missing)
            .WithCreateParameterModifier(OnLoopback)
            .WithLogger(NullLogger.Instance)
            .Build();
        return new(container, Database, (port, ct) => Probes.PostgresAsync(Database(port), ct));

        string Database(int port) => $"Host=127.0.0.1;Port={port};Username=stats;Password={password};Database=stats";
    }

    private static ContainerServer Redis()
    {
        var container = new RedisBuilder(RedisImage)
            .WithCommand([.. RedisCommand])
            .WithImagePullPolicy(PullPolicy.Missing)
            .WithCreateParameterModifier(OnLoopback)
            .WithLogger(NullLogger.Instance)
            .Build();
        return new(container, port => $"127.0.0.1:{port}", Probes.RedisAsync);
    }

    private static ContainerServer RabbitMq(BrokerAccounts accounts)
    {
        var container = new RabbitMqBuilder(RabbitMqImage)
            .WithUsername(BrokerAccounts.Administrator)
            .WithPassword(BrokerAccounts.Password())
            .WithEnvironment(RabbitMqArguments.Key, RabbitMqArguments.Value)
            .WithResourceMapping(System.Text.Encoding.UTF8.GetBytes(accounts.Definitions), Definitions)
            .WithImagePullPolicy(PullPolicy.Missing)
            .WithCreateParameterModifier(OnLoopback)
            .WithLogger(NullLogger.Instance)
            .Build();
        // The definitions bring the users.
        return new(container, port => accounts.ConnectionString(BrokerAccounts.Administrator, port), Probes.RabbitMqAsync);
    }

    private static void OnLoopback(CreateContainerParameters parameters)
    {
        foreach (var binding in parameters.HostConfig!.PortBindings!.Values.SelectMany(bindings => bindings))
            binding.HostIP = "127.0.0.1";
    }
}
