using System.Text.Unicode;

namespace Statsctl.Results.Sources;

/// <summary>Reads a file as strict UTF-8: a name with replacement characters would become another club.</summary>
internal static class TextFile
{
    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>The file's bytes, without a byte order mark.</summary>
    /// <exception cref="UnreadableFileException">It can't be opened, or is not UTF-8.</exception>
    public static byte[] Read(string path)
    {
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new UnreadableFileException(path, null, $"expected a readable file: {problem.Message}");
        }
        if (!Utf8.IsValid(bytes))
            throw new UnreadableFileException(path, LineOfFirstInvalidByte(bytes), "expected UTF-8 text, found an invalid byte");
        return bytes.AsSpan().StartsWith(ByteOrderMark) ? bytes[ByteOrderMark.Length..] : bytes;
    }

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
