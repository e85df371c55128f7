using System.Text.Unicode;

namespace Statsctl.Results.Sources;

/// <summary>Reads a file as strict UTF-8: a name with replacement characters would become another club.</summary>
internal static class TextFile
{
    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>The file's bytes, without a byte order mark.</summary>
    /// <param name="maxBytes">The largest file that is read; null for any.</param>
    /// <exception cref="UnreadableFileException">It can't be opened, is too large, or is not UTF-8.</exception>
    public static byte[] Read(string path, long? maxBytes = null) => OfUtf8(path, ReadBytes(path, maxBytes));

    /// <summary>The file's bytes in an unknown encoding, which is not UTF-16, without a byte order mark.</summary>
    /// <exception cref="UnreadableFileException">It can't be opened, is too large, or is UTF-16.</exception>
    public static byte[] ReadBytes(string path, long? maxBytes = null)
    {
        try
        {
            if (maxBytes is { } most && new FileInfo(path).Length is var length && length > most)
                throw new UnreadableFileException(path, null, $"expected at most {most:N0} bytes, found {length:N0}");
            var bytes = File.ReadAllBytes(path);
            if (IsUtf16(bytes))
                throw new UnreadableFileException(path, 1, "expected UTF-8 text, found UTF-16; save the file as UTF-8");
            return bytes.AsSpan().StartsWith(ByteOrderMark) ? bytes[ByteOrderMark.Length..] : bytes;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new UnreadableFileException(path, null, $"expected a readable file: {problem.Message}");
        }
    }

    /// <summary>The same bytes, if they are UTF-8.</summary>
    /// <exception cref="UnreadableFileException">They are not.</exception>
    public static byte[] OfUtf8(string path, byte[] bytes) => Utf8.IsValid(bytes)
        ? bytes
        : throw new UnreadableFileException(path, LineOfFirstInvalidByte(bytes), "expected UTF-8 text, found an invalid byte");

    /// <summary>Whether text begins with a byte order mark of UTF-16, or has a zero byte in its first two as UTF-16 without one.</summary>
    public static bool IsUtf16(ReadOnlySpan<byte> bytes) =>
        bytes is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] or [0, not 0, ..] or [not 0, 0, ..];

    private static int LineOfFirstInvalidByte(ReadOnlySpan<byte> bytes)
    {
        var line = 1;
        foreach (var range in bytes.Split((byte)'\n'))
        {
            if (!Utf8.IsValid(bytes[range]))
                return line;
            line++;
        }
        return line;
    }
}
