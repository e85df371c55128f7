namespace Statsctl.FeedFiles;

/// <summary>
/// Splits a file into messages: JSON Lines, one JSON array, one object, or consecutive objects. The messages after a broken one are
/// still read, except in an array, where the start of the next one is unknown.
/// </summary>
public static class MessageFile
{
    /// <summary>Stands for standard input.</summary>
    public const string StandardInput = "-";

    private static readonly JsonReaderOptions OneBehindTheOther = new() { AllowMultipleValues = true };

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    private static ReadOnlySpan<byte> Space => " \t\r\n"u8;

    /// <exception cref="UnreadableFileException">It can't be opened, or there is no message in it.</exception>
    public static async Task<IReadOnlyList<FileMessage>> ReadAsync(string path, CancellationToken ct)
    {
        ReadOnlyMemory<byte> text = await BytesAsync(path, ct);
        var messages = Split(path, text.Span.StartsWith(ByteOrderMark) ? text[ByteOrderMark.Length..] : text);
        return messages.Count > 0 ? messages : throw new UnreadableFileException(path, null, "expected messages, found none");
    }

    /// <summary>Splits a text into its messages, in order.</summary>
    /// <param name="file">The file's name in findings.</param>
    /// <param name="text">UTF-8, without a byte order mark.</param>
    public static IReadOnlyList<FileMessage> Split(string file, ReadOnlyMemory<byte> text)
    {
        var messages = new List<FileMessage>();
        var (line, counted) = (1, 0);
        for (var at = AfterSpace(text.Span, 0); at < text.Length; at = AfterSpace(text.Span, at))
            at += text.Span[at] == '[' ? Items(at) : Value(at);
        return messages;

        int Value(int start)
        {
            var length = LengthOfValue(text.Span[start..]) ?? LengthToNextLineWithObject(text.Span[start..]);
            Add(start, length);
            return length;
        }

        int Items(int start)
        {
            var reader = new Utf8JsonReader(text.Span[start..], OneBehindTheOther);
            var done = 1;
            try
            {
                reader.Read();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    var item = (int)reader.TokenStartIndex;
                    reader.Skip();
                    done = (int)reader.BytesConsumed;
                    Add(start + item, done - item);
                }
                return (int)reader.BytesConsumed;
            }
            catch (JsonException)
            {
                // If an array is truncated after an item, the error is reported at its start.
                var rest = text.Span[(start + done)..].IndexOfAnyExcept(Space) < 0 ? start : start + done;
                Add(rest, text.Length - rest);
                return text.Length - start;
            }
        }

        void Add(int start, int length)
        {
            if (start < counted)
                (line, counted) = (1, 0);
            line += text.Span[counted..start].Count((byte)'\n');
            counted = start;
            // A truncated message ends on its own line.
            messages.Add(new FileMessage(file, line, text.Slice(start, length).TrimEnd(Space)));
        }
    }

    private static int AfterSpace(ReadOnlySpan<byte> text, int at) =>
        text[at..].IndexOfAnyExcept(Space) is >= 0 and var skipped ? at + skipped : text.Length;

    private static int? LengthOfValue(ReadOnlySpan<byte> text)
    {
        try
        {
            var reader = new Utf8JsonReader(text, OneBehindTheOther);
            reader.Read();
            reader.Skip();
            return (int)reader.BytesConsumed;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static int LengthToNextLineWithObject(ReadOnlySpan<byte> text) =>
        text.IndexOf("\n{"u8) is >= 0 and var end ? end : text.Length;

    private static async Task<byte[]> BytesAsync(string path, CancellationToken ct)
    {
        try
        {
            if (path != StandardInput)
                return await File.ReadAllBytesAsync(path, ct);
            await using var input = Console.OpenStandardInput();
            using var bytes = new MemoryStream();
            await input.CopyToAsync(bytes, ct);
            return bytes.ToArray();
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new UnreadableFileException(path, null, $"expected a readable file: {problem.Message}");
        }
    }
}
