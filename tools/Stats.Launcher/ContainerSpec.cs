namespace Stats.Launcher;

/// <summary>How a server is run from its image. Images and arguments are those of docker-compose.yml.</summary>
/// <param name="Name">What containers and messages call it.</param>
/// <param name="Image">The image, with its registry: podman has no default one.</param>
/// <param name="Port">Where it listens inside.</param>
/// <param name="Environment">Variables; they carry a password.</param>
/// <param name="Command">Arguments of the image's entry point.</param>
/// <param name="ConnectionString">The connection string for a port of the loopback.</param>
/// <param name="AnswersAsync">Whether it answers at a port of the loopback.</param>
/// <param name="Files">Contents of files that the container sees, by their paths in it. They carry no secret.</param>
internal sealed record ContainerSpec(
    string Name,
    string Image,
    int Port,
    IReadOnlyDictionary<string, string> Environment,
    IReadOnlyList<string> Command,
    Func<int, string> ConnectionString,
    Func<int, CancellationToken, Task<bool>> AnswersAsync,
    IReadOnlyDictionary<string, string> Files)
{
    private const string BrokerDefinitions = "/definitions/definitions.json";

    private static readonly Dictionary<string, string> None = [];

    public static ContainerSpec Of(Server server, BrokerAccounts accounts) => server switch
    {
        Server.Postgres => Postgres(BrokerAccounts.Password()),
        Server.Redis => Redis(),
        Server.RabbitMq => RabbitMq(accounts),
        _ => throw new ArgumentOutOfRangeException(nameof(server), server, null),
    };

    public static string ImageOf(Server server) => server switch
    {
        Server.Postgres => "docker.io/library/postgres:17",
        Server.Redis => "docker.io/library/redis:7.4",
        Server.RabbitMq => "docker.io/library/rabbitmq:4.1-management",
        _ => throw new ArgumentOutOfRangeException(nameof(server), server, null),
    };

    private static ContainerSpec Postgres(string password)
    {
        string Database(int port) => $"Host=127.0.0.1;Port={port};Username=stats;Password={password};Database=stats";
        return new("postgres", ImageOf(Server.Postgres), 5432,
            new Dictionary<string, string> { ["POSTGRES_USER"] = "stats", ["POSTGRES_PASSWORD"] = password, ["POSTGRES_DB"] = "stats" },
            ["postgres", "-c", "max_connections=200"],
            Database, (port, ct) => Answers.PostgresAsync(Database(port), ct), None);
    }

    private static ContainerSpec Redis() => new("redis", ImageOf(Server.Redis), 6379, None,
        ["redis-server", "--maxmemory", "256mb", "--maxmemory-policy", "volatile-lru", "--save", "", "--appendonly", "no"],
        port => $"127.0.0.1:{port}", Answers.RedisAsync, None);

    private static ContainerSpec RabbitMq(BrokerAccounts accounts) => new("rabbitmq", ImageOf(Server.RabbitMq), 5672,
        new Dictionary<string, string> { ["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] = $"-rabbit load_definitions \"{BrokerDefinitions}\"" },
        [], port => accounts.ConnectionString(BrokerAccounts.Administrator, port), Answers.RabbitMqAsync,
        new Dictionary<string, string> { [BrokerDefinitions] = accounts.Definitions });
}
