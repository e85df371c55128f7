using System.Text.Json.Nodes;

namespace Launcher;

/// <summary>The wanted servers, and those of them that exist already.</summary>
public sealed record ServersOptions
{
    /// <summary>The servers to provide; all three by default.</summary>
    public IReadOnlyCollection<Server> Wanted { get; init; } = Enum.GetValues<Server>();

    /// <summary>
    /// Connection strings of existing servers, which the launcher doesn't start. By default those in the environment variables
    /// <c>ConnectionStrings__Postgres</c>, <c>ConnectionStrings__Redis</c> and <c>ConnectionStrings__RabbitMq</c>.
    /// </summary>
    public IReadOnlyDictionary<Server, string> Given { get; init; } = FromEnvironment();

    /// <summary>
    /// How to run the others; by default as the environment variable <c>STATS_SERVERS</c> says: <c>local</c> or <c>containers</c>.
    /// </summary>
    public ServerKind Kind { get; init; } = ParseKind(Environment.GetEnvironmentVariable("STATS_SERVERS"));

    /// <summary>The users of a broker that is started here, without passwords; by default those that the repository ships.</summary>
    public JsonNode BrokerDefinitions { get; init; } = Statsctl.BrokerUsers.BrokerDefinitions.Shipped();

    /// <summary>The certificate of local servers, which then listen with TLS too (<see cref="Servers.TlsPort"/>).</summary>
    public TlsFiles? Tls { get; init; }

    /// <summary>Options to start these servers, or all, even if the environment gives others.</summary>
    public static ServersOptions Own(params Server[] wanted) =>
        new() { Given = new Dictionary<Server, string>(), Wanted = wanted is [] ? Enum.GetValues<Server>() : wanted };

    internal static ServerKind ParseKind(string? text) => text switch
    {
        null or "" => ServerKind.Any,
        "local" => ServerKind.Local,
        "containers" => ServerKind.Containers,
        _ => throw new LauncherException($"STATS_SERVERS must be local, containers or unset, not \"{text}\"."),
    };

    internal static string Variable(Server server) => $"ConnectionStrings__{server}";

    private static Dictionary<Server, string> FromEnvironment() => Enum.GetValues<Server>()
        .Select(server => (server, text: Environment.GetEnvironmentVariable(Variable(server))))
        .Where(given => !string.IsNullOrWhiteSpace(given.text))
        .ToDictionary(given => given.server, given => given.text!);
}
