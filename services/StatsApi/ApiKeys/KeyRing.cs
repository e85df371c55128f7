using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace StatsApi.ApiKeys;

/// <summary>The configured keys. Follows changes of the configuration at run time.</summary>
internal sealed class KeyRing
{
    public const string ReadScope = "stats:read";
    public const string OperationsScope = "ops:read";

    private volatile ApiKey[] _keys;

    public KeyRing(IOptionsMonitor<AuthOptions> options, ILogger<KeyRing> log)
    {
        _keys = Parse(options.CurrentValue);
        if (_keys.Length == 0)
            Log.NoKeys(log);
        options.OnChange(changed => _keys = Parse(changed));
    }

    /// <summary>Finds the key with this token. Takes the same time for every token: all keys are compared, each in constant time.</summary>
    /// <returns>Null if the token is no valid key.</returns>
    public ApiKey? Find(string token, DateTimeOffset now) => Find(HasHash, SHA256.HashData(Encoding.UTF8.GetBytes(token)), now);

    /// <summary>The valid key that passes the test, or null. All keys are tested, so the test must take the same time for each.</summary>
    public ApiKey? Find(Func<ApiKey, byte[], bool> owns, byte[] given, DateTimeOffset now)
    {
        ApiKey? found = null;
        foreach (var key in _keys)
        {
            if (owns(key, given) & now < key.ExpiresAt)
                found = key;
        }
        return found;
    }

    public bool MayStillRead(ApiKey key, DateTimeOffset now) =>
        Find(HasHash, key.Sha256, now)?.MayRead == true;

    /// <summary>Equal on all replicas with the same keys, in any order.</summary>
    public byte[] Fingerprint() =>
        [.. _keys.Select(key => Convert.ToHexString(key.Sha256)).Order(StringComparer.Ordinal).SelectMany(Encoding.ASCII.GetBytes)];

    public static bool TryReadExpiry(string text, out DateTimeOffset expiry) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out expiry);

    private static bool HasHash(ApiKey key, byte[] hash) => CryptographicOperations.FixedTimeEquals(hash, key.Sha256);

    private static ApiKey[] Parse(AuthOptions options) => [.. options.Keys.Select(key => new ApiKey(
        key.Name,
        Convert.FromHexString(key.Sha256),
        [.. key.Scopes],
        key.ExpiresAt is { Length: > 0 } text && TryReadExpiry(text, out var expiry) ? expiry : DateTimeOffset.MaxValue,
        key.PerMinute,
        key.Streams))];
}

internal sealed record ApiKey(
    string Name, byte[] Sha256, IReadOnlyList<string> Scopes, DateTimeOffset ExpiresAt, int? PerMinute, int? Streams)
{
    /// <summary>Derived once, not for every ticket.</summary>
    public byte[] TicketSecret { get; } = Tickets.SecretOf(Sha256);

    /// <summary>Whether it may read pages and the stream.</summary>
    public bool MayRead { get; } = Scopes.Contains(KeyRing.ReadScope);

    /// <summary>Whether it may read the details of <c>/health</c>.</summary>
    public bool MayReadOperations { get; } = Scopes.Contains(KeyRing.OperationsScope);
}
