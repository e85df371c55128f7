using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace StatsApi.OpenApi;

/// <summary>
/// Adds the query's parameters, which the endpoints read by themselves so that a wrong one is named, what ids in paths look like, and how a
/// client asks whether the page that it holds is current.
/// </summary>
internal sealed class QueryTransformer : IOpenApiOperationTransformer
{
    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        foreach (var parameter in operation.Parameters?.OfType<OpenApiParameter>().Where(parameter => parameter.In == ParameterLocation.Path) ?? [])
            parameter.Schema = ParameterSchemas.Id();
        if (context.Description.ActionDescriptor.EndpointMetadata.OfType<QueryParameters>().FirstOrDefault() is { } query)
            operation.Parameters = [.. operation.Parameters ?? [], .. query.Names.Select(ParameterSchemas.Of)];
        if (context.Description.HttpMethod == HttpMethods.Get && operation.Responses?.TryGetValue("200", out var page) == true
            && page is OpenApiResponse { Content: { } content } response && content.ContainsKey("application/json"))
            MayBeHeld(operation, response);
        return Task.CompletedTask;
    }

    private static void MayBeHeld(OpenApiOperation operation, OpenApiResponse page)
    {
        page.Headers = new Dictionary<string, IOpenApiHeader>
        {
            ["ETag"] = Header("Which state of the page this is: for `If-None-Match` the next time."),
            ["Cache-Status"] = Header("Whether it came from the cache (RFC 9211)."),
            ["RateLimit"] = Header("What is left of the key's requests of this minute, and how many seconds of it."),
        };
        operation.Responses!["304"] = new OpenApiResponse { Description = "The client holds the page as it is." };
        operation.Parameters!.Add(new OpenApiParameter
        {
            Name = "If-None-Match",
            In = ParameterLocation.Header,
            Description = "The `ETag` of the page that the client holds.",
            Schema = new OpenApiSchema { Type = JsonSchemaType.String },
        });
    }

    private static OpenApiHeader Header(string description) =>
        new() { Description = description, Schema = new OpenApiSchema { Type = JsonSchemaType.String } };
}
