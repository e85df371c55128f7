namespace Stats.Launcher;

/// <summary>Which servers are wanted, and which of them exist already.</summary>
public sealed record ServersOptions
{
    /// <summary>The servers to provide; all three by default.</summary>
    public IReadOnlyCollection<Server> Wanted { get; init; } = Enum.GetValues<Server>();

    /// <summary>
    /// Connection strings of servers that exist: nothing is started for those. By default what the environment says in
    /// <c>ConnectionStrings__Postgres</c>, <c>ConnectionStrings__Redis</c> and <c>ConnectionStrings__RabbitMq</c>.
    /// </summary>
    public IReadOnlyDictionary<Server, string> Given { get; init; } = FromEnvironment();

    internal static string Variable(Server server) => $"ConnectionStrings__{server}";

    private static Dictionary<Server, string> FromEnvironment() => Enum.GetValues<Server>()
        .Select(server => (server, text: Environment.GetEnvironmentVariable(Variable(server))))
        .Where(given => !string.IsNullOrWhiteSpace(given.text))
        .ToDictionary(given => given.server, given => given.text!);
}
