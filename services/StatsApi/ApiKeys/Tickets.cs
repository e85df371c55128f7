using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;

namespace StatsApi.ApiKeys;

/// <summary>
/// Short-lived replacements for a key, for browsers' EventSource, which can't send a header: base64url of the expiry (8 bytes, ms since
/// 1970, big endian), 14 random bytes, and the HMAC-SHA256 of both under a secret derived from the key's hash. A ticket does not reveal the
/// key, is valid on every replica that has the key, and ends with it. <see cref="UsedTickets"/> allows one use.
/// </summary>
internal sealed class Tickets(KeyRing keys)
{
    public const string Parameter = "ticket";

    /// <summary>The longest lifetime of a ticket. Used tickets need not be remembered longer.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    /// <summary>The largest difference between the clocks of two replicas.</summary>
    public static readonly TimeSpan Skew = TimeSpan.FromMinutes(1);

    private const int TimeLength = 8;
    private const int SignedLength = TimeLength + 14;

    // A multiple of three bytes leaves base64url no unused bits, so a ticket has only one spelling.
    private const int TextLength = (SignedLength + HMACSHA256.HashSizeInBytes) / 3 * 4;

    public static string Write(ApiKey key, DateTimeOffset expiresAt)
    {
        var ticket = new byte[SignedLength + HMACSHA256.HashSizeInBytes];
        BinaryPrimitives.WriteInt64BigEndian(ticket, expiresAt.ToUnixTimeMilliseconds());
        RandomNumberGenerator.Fill(ticket.AsSpan(TimeLength..SignedLength));
        HMACSHA256.HashData(key.TicketSecret, ticket.AsSpan(..SignedLength), ticket.AsSpan(SignedLength..));
        return Base64Url.EncodeToString(ticket);
    }

    /// <returns>Null if it is no valid ticket, or the ticket or its key has expired.</returns>
    public Ticket? Read(string text, DateTimeOffset now)
    {
        if (text.Length != TextLength || !Base64Url.IsValid(text))
            return null;
        var ticket = Base64Url.DecodeFromChars(text);
        var left = BinaryPrimitives.ReadInt64BigEndian(ticket) - now.ToUnixTimeMilliseconds();
        return left > 0 && left <= (Longest + Skew).TotalMilliseconds && keys.Find(SignedBy, ticket, now) is { } key
            ? new Ticket(key, Convert.ToHexStringLower(ticket.AsSpan(SignedLength, 16)), now.AddMilliseconds(left))
            : null;
    }

    public static byte[] SecretOf(byte[] sha256) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, sha256, outputLength: 32, info: "stats stream tickets"u8.ToArray());

    private static bool SignedBy(ApiKey key, byte[] ticket) => CryptographicOperations.FixedTimeEquals(
        ticket.AsSpan(SignedLength..), HMACSHA256.HashData(key.TicketSecret, ticket.AsSpan(..SignedLength)));
}

/// <summary>A valid ticket.</summary>
/// <param name="Key">The key that it replaces.</param>
/// <param name="Id">Identifies the ticket without revealing it.</param>
/// <param name="EndsAt">When it expires.</param>
internal sealed record Ticket(ApiKey Key, string Id, DateTimeOffset EndsAt);
