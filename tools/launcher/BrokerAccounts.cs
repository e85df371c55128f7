using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Statsctl.BrokerUsers;

namespace Launcher;

/// <summary>The users of a broker of ours: those of the definitions, and one that may do everything. Their passwords are new in each run.</summary>
internal sealed class BrokerAccounts
{
    public const string Administrator = "stats";

    private const string Everything = ".*";

    private readonly Dictionary<string, string> _passwords = [];

    /// <param name="definitions">Users and permissions, as the repository ships them.</param>
    public BrokerAccounts(JsonNode definitions)
    {
        var all = definitions.DeepClone();
        all["users"]!.AsArray().Add(new JsonObject { ["name"] = Administrator, ["tags"] = new JsonArray("administrator") });
        all["permissions"]!.AsArray().Add(new JsonObject
        {
            ["user"] = Administrator,
            ["vhost"] = "/",
            ["configure"] = Everything,
            ["write"] = Everything,
            ["read"] = Everything,
        });
        Definitions = BrokerDefinitions.WithPasswords(all, user => _passwords[user] = Password());
    }

    /// <summary>What the broker loads when it starts; of the passwords it has hashes only.</summary>
    public string Definitions { get; }

    public string ConnectionString(string user, int port) => $"amqp://{user}:{_passwords[user]}@127.0.0.1:{port}/";

    /// <summary>Loopback is open to every user of the machine.</summary>
    public static string Password() => RandomNumberGenerator.GetHexString(32, lowercase: true);
}
