using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;

namespace StatsApi.Keys;

/// <summary>
/// Short-lived stand-ins for a key, for browsers' EventSource, which can't send a header: base64url of when the ticket ends (8 bytes, ms since 1970,
/// big endian) and the HMAC-SHA256 of that under a secret that follows from the key's hash. So it holds nothing of the key, works on every replica that
/// has the key, and ends with it.
/// </summary>
internal sealed class Tickets(KeyRing keys)
{
    /// <summary>The parameter of the query string.</summary>
    public const string Parameter = "ticket";

    private const int TimeLength = 8;
    private const int TextLength = 54;

    public static string Write(Key key, DateTimeOffset expiresAt)
    {
        var ticket = new byte[TimeLength + HMACSHA256.HashSizeInBytes];
        BinaryPrimitives.WriteInt64BigEndian(ticket, expiresAt.ToUnixTimeMilliseconds());
        Sign(key, ticket.AsSpan(..TimeLength)).CopyTo(ticket, TimeLength);
        return Base64Url.EncodeToString(ticket);
    }

    /// <returns>The key that it stands for; null if it is none of ours, is over, or its key is.</returns>
    public Key? Read(string text, DateTimeOffset now)
    {
        if (text.Length != TextLength || !Base64Url.IsValid(text))
            return null;
        var ticket = Base64Url.DecodeFromChars(text);
        var time = ticket.AsSpan(..TimeLength);
        return BinaryPrimitives.ReadInt64BigEndian(time) > now.ToUnixTimeMilliseconds() ? keys.Find(SignedBy, ticket, now) : null;
    }

    private static bool SignedBy(Key key, byte[] ticket) =>
        CryptographicOperations.FixedTimeEquals(ticket.AsSpan(TimeLength..), Sign(key, ticket.AsSpan(..TimeLength)));

    private static byte[] Sign(Key key, ReadOnlySpan<byte> time) =>
        HMACSHA256.HashData(HKDF.DeriveKey(HashAlgorithmName.SHA256, key.Sha256, outputLength: 32, info: "stats stream tickets"u8.ToArray()), time);
}
