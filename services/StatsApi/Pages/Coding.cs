using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace StatsApi.Pages;

/// <summary>The content coding of a body (RFC 9110, section 8.4).</summary>
internal enum Coding
{
    Identity,
    Gzip,
    Brotli,
}

internal static class Codings
{
    // A longer header is ignored.
    private const int LongestField = 1024;

    public static string? Name(this Coding coding) => coding switch
    {
        Coding.Brotli => "br",
        Coding.Gzip => "gzip",
        _ => null,
    };

    /// <summary>The coding that the client prefers; of equals, the one with the smaller body. Uncompressed if none is acceptable.</summary>
    public static Coding Best(StringValues acceptEncoding)
    {
        if (acceptEncoding.Count == 0 || acceptEncoding.ToString().Length > LongestField
            || !StringWithQualityHeaderValue.TryParseList(acceptEncoding, out var accepted))
            return Coding.Identity;
        var others = Quality(accepted, "*") ?? 0;
        var (brotli, gzip) = (Quality(accepted, "br") ?? others, Quality(accepted, "gzip") ?? others);
        var (coding, quality) = brotli >= gzip ? (Coding.Brotli, brotli) : (Coding.Gzip, gzip);
        return quality > 0 && quality >= (Quality(accepted, "identity") ?? 0) ? coding : Coding.Identity;
    }

    private static double? Quality(IList<StringWithQualityHeaderValue> accepted, string coding) =>
        accepted.FirstOrDefault(value => value.Value.Equals(coding, StringComparison.OrdinalIgnoreCase)) is { } named
            ? named.Quality ?? 1
            : null;
}
