using System.Security.Cryptography;

namespace Stats.Launcher;

/// <summary>How a server is run from its image. Images and arguments are those of docker-compose.yml.</summary>
/// <param name="Name">What containers and messages call it.</param>
/// <param name="Image">The image, with its registry: podman has no default one.</param>
/// <param name="Port">Where it listens inside.</param>
/// <param name="Environment">Variables; they carry a password.</param>
/// <param name="Command">Arguments of the image's entry point.</param>
/// <param name="ConnectionString">The connection string for a port of the loopback.</param>
/// <param name="AnswersAsync">Whether it answers at a port of the loopback.</param>
internal sealed record ContainerSpec(
    string Name,
    string Image,
    int Port,
    IReadOnlyDictionary<string, string> Environment,
    IReadOnlyList<string> Command,
    Func<int, string> ConnectionString,
    Func<int, CancellationToken, Task<bool>> AnswersAsync)
{
    public static ContainerSpec Of(Server server) => server switch
    {
        Server.Postgres => Postgres(Password()),
        Server.Redis => Redis(),
        Server.RabbitMq => RabbitMq(Password()),
        _ => throw new ArgumentOutOfRangeException(nameof(server), server, null),
    };

    private static ContainerSpec Postgres(string password)
    {
        string Database(int port) => $"Host=127.0.0.1;Port={port};Username=stats;Password={password};Database=stats";
        return new("postgres", "docker.io/library/postgres:17", 5432,
            new Dictionary<string, string> { ["POSTGRES_USER"] = "stats", ["POSTGRES_PASSWORD"] = password, ["POSTGRES_DB"] = "stats" },
            ["postgres", "-c", "max_connections=200"],
            Database, (port, ct) => Answers.PostgresAsync(Database(port), ct));
    }

    private static ContainerSpec Redis() => new("redis", "docker.io/library/redis:7.4", 6379, new Dictionary<string, string>(),
        ["redis-server", "--maxmemory", "256mb", "--maxmemory-policy", "volatile-lru", "--save", "", "--appendonly", "no"],
        port => $"127.0.0.1:{port}", Answers.RedisAsync);

    private static ContainerSpec RabbitMq(string password) => new("rabbitmq", "docker.io/library/rabbitmq:4.1-management", 5672,
        new Dictionary<string, string> { ["RABBITMQ_DEFAULT_USER"] = "stats", ["RABBITMQ_DEFAULT_PASS"] = password },
        [], port => $"amqp://stats:{password}@127.0.0.1:{port}/", Answers.RabbitMqAsync);

    // Loopback is open to every user of the machine.
    private static string Password() => RandomNumberGenerator.GetHexString(32, lowercase: true);
}
