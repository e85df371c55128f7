using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Statsctl.Keys;

/// <summary>A key of the API. Only who made it has it: the settings hold its hash.</summary>
/// <param name="Key">What clients send.</param>
/// <param name="Name">Whose it is.</param>
/// <param name="Scopes">What it may do.</param>
/// <param name="ExpiresAt">When it ends; never if null.</param>
public sealed record NewApiKey(string Key, string Name, IReadOnlyList<string> Scopes, DateTimeOffset? ExpiresAt)
{
    /// <summary>All scopes that there are.</summary>
    public static IReadOnlyList<string> AllScopes { get; } = ["stats:read", "ops:read", "ops:write"];

    // So that whoever finds one in a log or a commit knows what it opens.
    private const string Prefix = "stats_";
    private const int Bytes = 32;

    /// <summary>A new one that nobody can guess.</summary>
    public static NewApiKey Create(string name, IReadOnlyList<string> scopes, DateTimeOffset? expiresAt) =>
        new(Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes)), name, scopes, expiresAt);

    /// <summary>Of the key, in hexadecimal.</summary>
    public string Sha256 => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Key)));

    /// <summary>What to set so that StatsApi takes it.</summary>
    /// <param name="index">Its place among the keys.</param>
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
