using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;

namespace ServiceDefaults;

/// <summary>Whether the service accepts published secrets (<c>Secrets__*</c>).</summary>
public sealed class SecretsOptions
{
    public const string Section = "Secrets";

    /// <summary>Accepts passwords and keys that the repository publishes: for a machine that only you can reach.</summary>
    public bool AllowPublished { get; set; }
}

/// <summary>
/// Passwords and API keys in the repository in clear text, for a trial on your own machine. Elsewhere services refuse them.
/// </summary>
public static partial class PublishedSecrets
{
    private const string Switch = $"{SecretsOptions.Section}__{nameof(SecretsOptions.AllowPublished)}";

    private static readonly string[] Keys = ["demo-key-0123456789", "launcher-key-0123456789", "canary-key-0123456789"];

    private static readonly HashSet<string> Hashes =
        Keys.Select(key => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(key)))).ToHashSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>The passwords in docker-compose.yml, the Kubernetes overlay <c>local</c>, and the examples of <c>production</c>.</summary>
    public static IReadOnlySet<string> Passwords { get; } = new HashSet<string>(StringComparer.Ordinal) { "stats-dev-only", "change-me" };

    /// <summary>Whether the configuration allows published secrets.</summary>
    public static bool AreAllowed(IConfiguration configuration) =>
        configuration.GetSection(SecretsOptions.Section).Get<SecretsOptions>()?.AllowPublished == true;

    public static bool IsPublishedHash(string sha256) => Hashes.Contains(sha256);

    /// <summary>The published password in a connection string; null if there is none.</summary>
    public static string? PasswordIn(string connection) =>
        Password().Matches(connection)
            .Select(match => Uri.UnescapeDataString(match.Groups["password"].Value.Trim('\'', '"', ' ')))
            .FirstOrDefault(Passwords.Contains);

    /// <summary>The error about a published secret: the setting, what it means, and what to do.</summary>
    public static string Refusal(string setting, string what, string instead) =>
        $"{setting} has {what}, which Stats publishes in its repository: it protects nothing. "
            + $"{instead} {Switch}=true accepts it, for a machine that only you can reach.";

    // The password=… of Npgsql and Redis, and the password in an amqp:// URI.
    [GeneratedRegex(@"(?:(?:^|[;,])\s*(?:password|pwd)\s*=|^\w+://[^/@:]*:)(?<password>[^;,@]*)", RegexOptions.IgnoreCase)]
    private static partial Regex Password();
}
