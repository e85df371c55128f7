using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;

namespace ServiceDefaults;

/// <summary>Which published secrets are taken (<c>Secrets__*</c>).</summary>
public sealed class SecretsOptions
{
    /// <summary>The section.</summary>
    public const string Section = "Secrets";

    /// <summary>Whether passwords and keys that the repository publishes are accepted: for a machine that only you can reach.</summary>
    public bool AllowPublished { get; set; }
}

/// <summary>The passwords and API keys that the repository has in clear, for a trial on one's own machine. Elsewhere a service refuses them.</summary>
public static partial class PublishedSecrets
{
    private const string Switch = $"{SecretsOptions.Section}__{nameof(SecretsOptions.AllowPublished)}";

    private static readonly string[] Keys = ["demo-key-0123456789", "launcher-key-0123456789"];

    private static readonly HashSet<string> Hashes =
        Keys.Select(key => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(key)))).ToHashSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Those of docker-compose.yml, of the Kubernetes overlay <c>local</c>, and of the examples of <c>production</c>.</summary>
    public static IReadOnlySet<string> Passwords { get; } = new HashSet<string>(StringComparer.Ordinal) { "stats-dev-only", "change-me" };

    /// <summary>Whether the switch says that they may be used.</summary>
    public static bool AreAllowed(IConfiguration configuration) =>
        configuration.GetSection(SecretsOptions.Section).Get<SecretsOptions>()?.AllowPublished == true;

    /// <summary>Whether a hash is that of a published key.</summary>
    public static bool IsPublishedHash(string sha256) => Hashes.Contains(sha256);

    /// <summary>The published password in a connection string, or null.</summary>
    public static string? PasswordIn(string connection) =>
        Password().Matches(connection).Select(match => Uri.UnescapeDataString(match.Groups["password"].Value.Trim('\'', '"', ' '))).FirstOrDefault(Passwords.Contains);

    /// <summary>Says what is wrong with a setting, what it means, and what to do.</summary>
    public static string Refusal(string setting, string what, string instead) =>
        $"{setting} has {what}, which Stats publishes in its repository: it protects nothing. {instead} {Switch}=true accepts it, for a machine that only you can reach.";

    // Npgsql's and Redis' password=…, and that of an amqp:// URI.
    [GeneratedRegex(@"(?:(?:^|[;,])\s*(?:password|pwd)\s*=|^\w+://[^/@:]*:)(?<password>[^;,@]*)", RegexOptions.IgnoreCase)]
    private static partial Regex Password();
}
