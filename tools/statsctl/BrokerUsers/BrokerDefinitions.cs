using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Statsctl.BrokerUsers;

/// <summary>
/// The broker's users and what each may do, as RabbitMQ definitions (https://www.rabbitmq.com/docs/definitions). As shipped they have no password,
/// so nobody can log in as one of them.
/// </summary>
public static class BrokerDefinitions
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>A copy of those shipped, for the caller to change.</summary>
    public static JsonNode Shipped()
    {
        using var stream = typeof(BrokerDefinitions).Assembly.GetManifestResourceStream("definitions.json")!;
        return JsonNode.Parse(stream)!;
    }

    /// <summary>The text of definitions whose users have got passwords.</summary>
    /// <param name="definitions">The users; they are changed.</param>
    /// <param name="passwordOf">The password of a user.</param>
    public static string WithPasswords(JsonNode definitions, Func<string, string> passwordOf)
    {
        foreach (var user in definitions["users"]!.AsArray())
            user!["password_hash"] = Hash(passwordOf((string)user["name"]!));
        return definitions.ToJsonString(Indented);
    }

    /// <summary>As RabbitMQ keeps it: a salt of four bytes, and the SHA-256 of salt and password (https://www.rabbitmq.com/docs/passwords).</summary>
    private static string Hash(string password)
    {
        var salt = RandomNumberGenerator.GetBytes(4);
        return Convert.ToBase64String([.. salt, .. SHA256.HashData([.. salt, .. Encoding.UTF8.GetBytes(password)])]);
    }
}
