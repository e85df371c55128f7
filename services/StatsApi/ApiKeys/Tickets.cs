using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;

namespace StatsApi.ApiKeys;

/// <summary>
/// Short-lived stand-ins for a key, for browsers' EventSource, which can't send a header: base64url of when the ticket ends (8 bytes, ms
/// since 1970, big endian), 14 random bytes, and the HMAC-SHA256 of both under a secret that follows from the key's hash. So it holds
/// nothing of the key, works on every replica that has the key, and ends with it. <see cref="UsedTickets"/> lets it be used once.
/// </summary>
internal sealed class Tickets(KeyRing keys)
{
    /// <summary>The parameter of the query string.</summary>
    public const string Parameter = "ticket";

    /// <summary>No ticket lasts longer, so used ones need to be remembered for this time only.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    /// <summary>How far the clocks of two replicas may be apart.</summary>
    public static readonly TimeSpan Skew = TimeSpan.FromMinutes(1);

    private const int TimeLength = 8;
    private const int SignedLength = TimeLength + 14;

    // Without bits to spare, so that a ticket has one spelling.
    private const int TextLength = (SignedLength + HMACSHA256.HashSizeInBytes) / 3 * 4;

    public static string Write(ApiKey key, DateTimeOffset expiresAt)
    {
        var ticket = new byte[SignedLength + HMACSHA256.HashSizeInBytes];
        BinaryPrimitives.WriteInt64BigEndian(ticket, expiresAt.ToUnixTimeMilliseconds());
        RandomNumberGenerator.Fill(ticket.AsSpan(TimeLength..SignedLength));
        HMACSHA256.HashData(key.TicketSecret, ticket.AsSpan(..SignedLength), ticket.AsSpan(SignedLength..));
        return Base64Url.EncodeToString(ticket);
    }

    /// <returns>Null if it is none of ours, is over, or its key is.</returns>
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

    /// <summary>What the tickets of a key are signed with.</summary>
    public static byte[] SecretOf(byte[] sha256) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, sha256, outputLength: 32, info: "stats stream tickets"u8.ToArray());

    private static bool SignedBy(ApiKey key, byte[] ticket) => CryptographicOperations.FixedTimeEquals(
        ticket.AsSpan(SignedLength..), HMACSHA256.HashData(key.TicketSecret, ticket.AsSpan(..SignedLength)));
}

/// <summary>A ticket that was shown.</summary>
/// <param name="Key">What it stands for.</param>
/// <param name="Id">Tells it from every other one, and can't be made into it.</param>
/// <param name="EndsAt">Until when it is good.</param>
internal sealed record Ticket(ApiKey Key, string Id, DateTimeOffset EndsAt);
