using System.Buffers.Text;
using System.Security.Cryptography;

namespace StatsApi.OpenApi;

/// <summary>
/// What browsers let the page at <c>/docs</c> do (https://www.w3.org/TR/CSP3/): run its own scripts and ask this API, in no other site's
/// frame. A key is typed into it, so nothing else may run beside it.
/// </summary>
internal static class DocsPolicy
{
    /// <returns>The nonce of the page's scripts.</returns>
    public static string Write(IHeaderDictionary headers)
    {
        var nonce = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16));
        // The page's scripts put its styles in, one by one; those have neither a nonce nor a hash that is known before.
        headers.ContentSecurityPolicy =
            $"default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'unsafe-inline'; "
            + "img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; "
            + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
        headers["Referrer-Policy"] = "no-referrer";
        // For browsers that don't know frame-ancestors.
        headers.XFrameOptions = "DENY";
        return nonce;
    }
}
