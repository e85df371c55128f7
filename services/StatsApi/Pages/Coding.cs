using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace StatsApi.Pages;

/// <summary>How a body is coded on its way (RFC 9110, 8.4).</summary>
internal enum Coding
{
    Identity,
    Gzip,
    Brotli,
}

internal static class Codings
{
    // What is longer isn't read.
    private const int LongestField = 1024;

    public static string? Name(this Coding coding) => coding switch
    {
        Coding.Brotli => "br",
        Coding.Gzip => "gzip",
        _ => null,
    };

    /// <summary>
    /// What the client likes best; of what it likes as much, the smaller body. Who accepts nothing that there is gets the body as it is.
    /// </summary>
    public static Coding Best(StringValues acceptEncoding)
    {
        if (acceptEncoding.Count == 0 || acceptEncoding.ToString().Length > LongestField
            || !StringWithQualityHeaderValue.TryParseList(acceptEncoding, out var accepted))
            return Coding.Identity;
        var (brotli, gzip) = (Quality(accepted, "br") ?? Quality(accepted, "*") ?? 0, Quality(accepted, "gzip") ?? Quality(accepted, "*") ?? 0);
        var (coding, quality) = brotli >= gzip ? (Coding.Brotli, brotli) : (Coding.Gzip, gzip);
        return quality > 0 && quality >= (Quality(accepted, "identity") ?? 0) ? coding : Coding.Identity;
    }

    private static double? Quality(IList<StringWithQualityHeaderValue> accepted, string coding)
    {
        foreach (var value in accepted)
        {
            if (value.Value.Equals(coding, StringComparison.OrdinalIgnoreCase))
                return value.Quality ?? 1;
        }
        return null;
    }
}
