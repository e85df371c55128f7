using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Statsctl.Keys;

/// <summary>A new key of the API. Only its creator has the key: the settings hold its hash.</summary>
/// <param name="Key">The secret that clients send.</param>
/// <param name="ExpiresAt">When it expires; null for never.</param>
public sealed record NewApiKey(string Key, string Name, IReadOnlyList<string> Scopes, DateTimeOffset? ExpiresAt)
{
    public static IReadOnlyList<string> AllScopes { get; } = ["stats:read", "ops:read"];

    // Identifies a key that is found in a log or a commit.
    private const string Prefix = "stats_";
    private const int Bytes = 32;

    public static NewApiKey Create(string name, IReadOnlyList<string> scopes, DateTimeOffset? expiresAt) =>
        new(Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes)), name, scopes, expiresAt);

    /// <summary>The key's SHA-256 in hexadecimal.</summary>
    public string Sha256 => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Key)));

    /// <param name="index">Its index among the keys in the settings.</param>
    public IEnumerable<KeyValuePair<string, string>> Settings(int index)
    {
        var prefix = $"Auth__Keys__{index.ToString(CultureInfo.InvariantCulture)}__";
        yield return new(prefix + "Name", Name);
        yield return new(prefix + "Sha256", Sha256);
        for (var n = 0; n < Scopes.Count; n++)
            yield return new($"{prefix}Scopes__{n.ToString(CultureInfo.InvariantCulture)}", Scopes[n]);
        if (ExpiresAt is { } end)
            yield return new(prefix + "ExpiresAt", end.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture));
    }
}
