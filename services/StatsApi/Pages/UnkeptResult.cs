namespace StatsApi.Pages;

/// <summary>Answers with a body that was made for this request alone, and that nobody is to keep.</summary>
internal sealed class UnkeptResult(byte[] body) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.ContentType = "application/json; charset=utf-8";
        response.ContentLength = body.Length;
        response.Headers.CacheControl = "no-store";
        await response.Body.WriteAsync(body, httpContext.RequestAborted);
    }
}
