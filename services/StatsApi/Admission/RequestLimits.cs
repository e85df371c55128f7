using Microsoft.AspNetCore.Http.Features;

namespace StatsApi.Admission;

/// <summary>Refuses addresses that are too long, and GET and HEAD requests with a body.</summary>
internal static class RequestLimits
{
    /// <returns>Null if the request is within the limits.</returns>
    public static Problem? Check(HttpContext context)
    {
        if (context.Features.Get<IHttpRequestFeature>()?.RawTarget.Length > Credentials.LongestTarget)
            return Problem.Of(StatusCodes.Status414UriTooLong);
        var hasBody = context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody == true;
        var method = context.Request.Method;
        return hasBody && (HttpMethods.IsGet(method) || HttpMethods.IsHead(method)) ? Problem.UnexpectedBody() : null;
    }
}
