using System.Collections;
using System.Text;
using RabbitMQ.Client;

namespace Messaging;

/// <summary>
/// Leaves room for what an error queue adds to the headers that a message was sent with. All of them share one frame, of 128 KiB unless the
/// broker is told otherwise; a message with more closes the connection, and is delivered again.
/// </summary>
internal static class SentHeaders
{
    // Half of the frame: what is added takes a few KiB.
    private const long MaxBytes = 64 * 1024;

    private const int MaxDepth = 64;

    // A key's length, a type, and a number or the length of a text.
    private const long Entry = 10;

    /// <summary>The headers to keep, all or none.</summary>
    /// <returns>A copy, and the names of what was left out, shortened; null if nothing was.</returns>
    public static (Dictionary<string, object?> Kept, string? LeftOut) Fit(IDictionary<string, object?>? headers)
    {
        if (headers is null || SizeOf(headers) <= MaxBytes)
            return (new(headers ?? new Dictionary<string, object?>(), StringComparer.Ordinal), null);
        var names = string.Join(", ", headers.Keys);
        return (new(StringComparer.Ordinal), names.Length <= 1000 ? names : names[..1000]);
    }

    // Lists within lists take five bytes each, and a frame of the stack each to look at.
    private static long SizeOf(object? value, int depth = 0) => value switch
    {
        byte[] bytes => bytes.Length,
        string text => Encoding.UTF8.GetByteCount(text),
        BinaryTableValue binary => binary.Bytes.Length,
        IEnumerable when depth > MaxDepth => MaxBytes + 1,
        IDictionary<string, object?> table => table.Sum(entry => entry.Key.Length + Entry + SizeOf(entry.Value, depth + 1)),
        IEnumerable list => list.Cast<object?>().Sum(item => Entry + SizeOf(item, depth + 1)),
        _ => 0,
    };
}
