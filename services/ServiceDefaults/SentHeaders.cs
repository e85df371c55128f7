using System.Collections;
using System.Text;

namespace ServiceDefaults;

/// <summary>The headers that a message was sent with.</summary>
internal static class SentHeaders
{
    /// <summary>
    /// Half of a frame (RabbitMQ's <c>frame_max</c> is 128 KiB): all properties of a message must fit into one, and an error queue adds its own.
    /// </summary>
    public const int MaxBytes = 64 * 1024;

    private const int Overhead = 8;

    /// <summary>A copy of them, as many as fit into <see cref="MaxBytes"/>.</summary>
    public static Dictionary<string, object?> Bounded(IDictionary<string, object?>? headers)
    {
        var kept = new Dictionary<string, object?>(StringComparer.Ordinal);
        var left = MaxBytes;
        // The smallest first: it is one large header that fills a frame, and not the ones that tools read.
        foreach (var (name, value) in (headers ?? new Dictionary<string, object?>()).OrderBy(header => Size(header.Value)))
        {
            left -= name.Length + Size(value) + Overhead;
            if (left < 0)
                break;
            kept[name] = value;
        }
        return kept;
    }

    private static int Size(object? value) => value switch
    {
        byte[] bytes => bytes.Length,
        string text => Encoding.UTF8.GetByteCount(text),
        IDictionary table => table.Keys.Cast<object>().Sum(key => $"{key}".Length + Size(table[key]) + Overhead),
        IEnumerable list => list.Cast<object?>().Sum(item => Size(item) + Overhead),
        _ => Overhead,
    };
}
