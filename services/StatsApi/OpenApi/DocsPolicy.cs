using System.Buffers.Text;
using System.Security.Cryptography;

namespace StatsApi.OpenApi;

/// <summary>
/// The content security policy of <c>/docs</c> (https://www.w3.org/TR/CSP3/): only its own scripts, requests to this API only, no frames of
/// other sites. Users enter a key there, so no other code may run.
/// </summary>
internal static class DocsPolicy
{
    /// <returns>The nonce of the page's scripts.</returns>
    public static string Write(IHeaderDictionary headers)
    {
        var nonce = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16));
        // The page's scripts insert styles, for which no nonce or hash is known in advance.
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
