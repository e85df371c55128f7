using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using StatsApi.ApiKeys;

namespace StatsApi.Queries;

/// <summary>
/// Writes and reads cursors: base64url of value, version and generation (8 bytes each, big endian), the row's id (after <c>&lt;</c> if the
/// cursor leads back), and the first 16 bytes of the HMAC-SHA256 over all of it and the query that it belongs to.
/// </summary>
internal sealed class Cursors(IOptions<CursorOptions> options, KeyRing keys)
{
    /// <summary>The maximum length of a cursor in characters.</summary>
    public const int LongestText = 256;

    private const int NumbersLength = 24;
    private const int SignatureLength = 16;

    // Not a character of ids.
    private const char Back = '<';

    /// <param name="cursor">The position.</param>
    /// <param name="boundTo">The query that the cursor is for.</param>
    public string Write(Cursor cursor, string boundTo)
    {
        var id = cursor.Before ? Back + cursor.Id : cursor.Id;
        var place = new byte[NumbersLength + id.Length];
        BinaryPrimitives.WriteDoubleBigEndian(place, cursor.Value);
        BinaryPrimitives.WriteInt64BigEndian(place.AsSpan(8), cursor.Version);
        BinaryPrimitives.WriteInt64BigEndian(place.AsSpan(16), cursor.Generation);
        Encoding.ASCII.GetBytes(id, place.AsSpan(NumbersLength));
        return Base64Url.EncodeToString([.. place, .. Sign(place, boundTo)]);
    }

    /// <returns>Null if the cursor is invalid or belongs to another query.</returns>
    public Cursor? Read(string text, string boundTo)
    {
        if (text.Length > LongestText || !Base64Url.IsValid(text))
            return null;
        var bytes = Base64Url.DecodeFromChars(text);
        // A cursor has only one spelling; otherwise a page would have several cache keys.
        if (Base64Url.EncodeToString(bytes) != text)
            return null;
        if (bytes.Length <= NumbersLength + SignatureLength)
            return null;
        var place = bytes.AsSpan(..^SignatureLength);
        if (!CryptographicOperations.FixedTimeEquals(bytes.AsSpan(^SignatureLength..), Sign(place, boundTo)))
            return null;
        var id = Encoding.ASCII.GetString(place[NumbersLength..]);
        return new Cursor(
            BinaryPrimitives.ReadDoubleBigEndian(place),
            id.TrimStart(Back),
            BinaryPrimitives.ReadInt64BigEndian(place[8..]),
            BinaryPrimitives.ReadInt64BigEndian(place[16..]),
            Before: id.StartsWith(Back));
    }

    private byte[] Sign(ReadOnlySpan<byte> place, string boundTo) =>
        HMACSHA256.HashData(Secret(), (byte[])[.. place, .. Encoding.ASCII.GetBytes(boundTo)])[..SignatureLength];

    // By default derived from the keys, which all replicas share. A forged cursor only leads to pages that the client may read.
    private byte[] Secret() => HKDF.DeriveKey(
        HashAlgorithmName.SHA256,
        options.Value.Secret is { Length: > 0 } secret ? Encoding.UTF8.GetBytes(secret) : keys.Fingerprint(),
        outputLength: 32,
        info: "stats cursors"u8.ToArray());
}
