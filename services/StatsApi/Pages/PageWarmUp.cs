namespace StatsApi.Pages;

/// <summary>Loads a page as a request does, and drops it.</summary>
internal static class PageWarmUp
{
    private const string Path = "/api/stats/overall";

    public static void AddPageWarmUp(this WebApplicationBuilder builder) => builder.AddWarmUp(async (services, cancellationToken) =>
    {
        await using var scope = services.CreateAsyncScope();
        var context = new DefaultHttpContext { RequestServices = scope.ServiceProvider, RequestAborted = cancellationToken };
        (context.Request.Method, context.Request.Path) = (HttpMethods.Get, Path);
        var endpoint = services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .First(endpoint => endpoint.RoutePattern.RawText == Path);
        context.SetEndpoint(endpoint);
        await endpoint.RequestDelegate!(context);
    });
}
