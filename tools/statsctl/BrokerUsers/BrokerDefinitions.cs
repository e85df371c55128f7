using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Statsctl.BrokerUsers;

/// <summary>
/// The broker's users and their permissions, as RabbitMQ definitions (https://www.rabbitmq.com/docs/definitions). As shipped, the users
/// have no passwords and can't log in.
/// </summary>
public static class BrokerDefinitions
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>Returns a copy of the shipped definitions, which the caller may change.</summary>
    public static JsonNode Shipped()
    {
        using var stream = typeof(BrokerDefinitions).Assembly.GetManifestResourceStream("definitions.json")!;
        return JsonNode.Parse(stream)!;
    }

    /// <summary>Sets the users' passwords and returns the definitions as JSON.</summary>
    /// <param name="definitions">The definitions; their users are changed.</param>
    public static string WithPasswords(JsonNode definitions, Func<string, string> passwordOf)
    {
        foreach (var user in definitions["users"]!.AsArray())
            user!["password_hash"] = Hash(passwordOf((string)user["name"]!));
        return definitions.ToJsonString(Indented);
    }

    /// <summary>
    /// The hash that RabbitMQ stores: a salt of four bytes, and the SHA-256 of salt and password (https://www.rabbitmq.com/docs/passwords).
    /// </summary>
    private static string Hash(string password)
    {
        var salt = RandomNumberGenerator.GetBytes(4);
        return Convert.ToBase64String([.. salt, .. SHA256.HashData([.. salt, .. Encoding.UTF8.GetBytes(password)])]);
    }
}
