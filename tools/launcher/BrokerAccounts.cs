using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Statsctl.BrokerUsers;

namespace Launcher;

/// <summary>
/// The users of a broker that is started here: those of the definitions, and an administrator, with new passwords in each run.
/// </summary>
internal sealed class BrokerAccounts
{
    public const string Administrator = "stats";

    private const string Everything = ".*";

    private readonly Dictionary<string, string> _passwords = [];

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

    /// <summary>The definitions that the broker loads at its start, with hashes of the passwords.</summary>
    public string Definitions { get; }

    public string ConnectionString(string user, int port) => $"amqp://{user}:{_passwords[user]}@127.0.0.1:{port}/";

    /// <summary>A new password: every user of the machine can reach loopback.</summary>
    public static string Password() => RandomNumberGenerator.GetHexString(32, lowercase: true);
}
