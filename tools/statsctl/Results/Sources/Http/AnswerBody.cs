using System.Text.Unicode;

namespace Statsctl.Results.Sources;

/// <summary>Reads the body of an answer as UTF-8 JSON text, whole and of a bounded size.</summary>
internal static class AnswerBody
{
    private const int MaxBytes = 16 * 1024 * 1024;

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <exception cref="UnreadableFileException">It is no JSON by its type, too large, empty, or not UTF-8.</exception>
    /// <exception cref="IOException">It ends early.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(Uri url, HttpResponseMessage response, CancellationToken ct)
    {
        UnreadableFileException Expected(string what) => new(url.AbsoluteUri, null, $"expected {what}");

        var type = response.Content.Headers.ContentType;
        if (type?.MediaType is { } media && !media.EndsWith("json", StringComparison.OrdinalIgnoreCase))
            throw Expected($"JSON, found {media}");
        if (type?.CharSet?.Trim('"') is { } charset && !charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase))
            throw Expected($"UTF-8 text, found {charset}");

        using var body = new MemoryStream();
        await using var stream = await response.Content.ReadAsStreamAsync(ct);
        var buffer = new byte[64 * 1024];
        while (await stream.ReadAsync(buffer, ct) is > 0 and var read)
        {
            if (body.Length + read > MaxBytes)
                throw Expected($"at most {MaxBytes:N0} bytes, found more");
            body.Write(buffer.AsSpan(0, read));
        }

        var bytes = body.GetBuffer().AsMemory(0, (int)body.Length);
        if (bytes.IsEmpty)
            throw Expected("JSON, found an empty answer");
        if (TextFile.IsUtf16(bytes.Span))
            throw Expected("UTF-8 text, found UTF-16");
        if (!Utf8.IsValid(bytes.Span))
            throw Expected("UTF-8 text, found an invalid byte");
        return bytes.Span.StartsWith(ByteOrderMark) ? bytes[ByteOrderMark.Length..] : bytes;
    }
}
