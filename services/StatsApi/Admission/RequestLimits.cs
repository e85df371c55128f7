using Microsoft.AspNetCore.Http.Features;
using StatsApi.ApiKeys;
using StatsApi.Problems;

namespace StatsApi.Admission;

/// <summary>Refuses an address that is too long for any page, and a body where none belongs.</summary>
internal static class RequestLimits
{
    /// <returns>Null if the request is fine.</returns>
    public static Problem? Check(HttpContext context)
    {
        if (context.Features.Get<IHttpRequestFeature>()?.RawTarget.Length > Credentials.LongestTarget)
            return Problem.Of(StatusCodes.Status414UriTooLong);
        var hasBody = context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody == true;
        var method = context.Request.Method;
        return hasBody && (HttpMethods.IsGet(method) || HttpMethods.IsHead(method)) ? Problem.UnexpectedBody() : null;
    }
}
