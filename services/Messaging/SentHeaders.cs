using System.Collections;
using System.Text;
using RabbitMQ.Client;

namespace Messaging;

/// <summary>
/// Leaves room for the headers that an error queue adds to the sender's. All headers share one frame, of 128 KiB by default; a message
/// with more closes the connection and is delivered again.
/// </summary>
internal static class SentHeaders
{
    // Half of the frame: the added headers take a few KiB.
    private const long MaxBytes = 64 * 1024;

    private const int MaxDepth = 64;

    // A key's length, a type, and a number or the length of a text.
    private const long Entry = 10;

    /// <summary>Keeps all headers if they fit, else none.</summary>
    /// <returns>A copy of the kept headers, and the names of those left out, shortened; null if all were kept.</returns>
    public static (Dictionary<string, object?> Kept, string? LeftOut) Fit(IDictionary<string, object?>? headers)
    {
        if (headers is null || SizeOf(headers) <= MaxBytes)
            return (new(headers ?? new Dictionary<string, object?>(), StringComparer.Ordinal), null);
        var names = string.Join(", ", headers.Keys);
        return (new(StringComparer.Ordinal), names.Length <= 1000 ? names : names[..1000]);
    }

    // A nested list takes only five bytes of the message but a stack frame here, so the depth is limited.
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
