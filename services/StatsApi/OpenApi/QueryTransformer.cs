using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using StatsApi.Queries;

namespace StatsApi.OpenApi;

/// <summary>
/// Describes query parameters (the endpoints read them, not ASP.NET Core, so that errors name them), ids in paths, conditional requests
/// and errors.
/// </summary>
internal sealed class QueryTransformer : IOpenApiOperationTransformer
{
    // The meaning of each error status, with the last words of its problem types.
    private static readonly Dictionary<string, string> RequestLimits = new(StringComparer.Ordinal)
    {
        ["400"] = "A parameter is invalid (`invalid-parameter`), or the body is (`invalid-body`, `bad-request`). `errors` names each.",
        ["401"] = "The key or ticket is missing or invalid (`unauthorized`).",
        ["403"] = "The key lacks the scope `stats:read` (`forbidden`).",
        ["404"] = "The id is unknown (`not-found`).",
        ["413"] = "The body is too large (`body-too-large`).",
        ["415"] = "The body isn't sent as `application/json` (`http-415`).",
        ["429"] = "The key has no requests left in this minute (`rate-limited`), or has too many streams (`streams-limited`).",
        ["503"] = "The data can't be read now (`unavailable`), `minVersion` isn't reached (`version-not-reached`), "
            + "or too many streams are open (`too-many-streams`).",
    };

    // The temporary ones.
    private static readonly string[] Passing = ["429", "503"];

    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        foreach (var parameter in operation.Parameters?.OfType<OpenApiParameter>().Where(parameter => parameter.In == ParameterLocation.Path) ?? [])
            (parameter.Description, parameter.Schema) = ("An id from the lists.", Ids.Schema());
        var taken = context.Description.ActionDescriptor.EndpointMetadata.OfType<Parameter>().Select(parameter => new OpenApiParameter
        {
            Name = parameter.Name,
            In = ParameterLocation.Query,
            Description = parameter.Description,
            Schema = parameter.Schema,
            Required = parameter.IsRequired,
        });
        operation.Parameters = [.. operation.Parameters ?? [], .. taken];
        if (context.Description.HttpMethod == HttpMethods.Get && operation.Responses?.TryGetValue("200", out var page) == true
            && page is OpenApiResponse { Content: { } content } response && content.ContainsKey("application/json"))
            MayBeHeld(operation, response);
        foreach (var (status, answer) in operation.Responses ?? [])
        {
            if (answer is not OpenApiResponse refusal || !RequestLimits.TryGetValue(status, out var meaning))
                continue;
            refusal.Description = meaning;
            if (Passing.Contains(status))
                refusal.Headers = new Dictionary<string, IOpenApiHeader> { ["Retry-After"] = Header("Seconds to wait.") };
        }
        return Task.CompletedTask;
    }

    private static void MayBeHeld(OpenApiOperation operation, OpenApiResponse page)
    {
        page.Headers = new Dictionary<string, IOpenApiHeader>
        {
            ["ETag"] = Header("The state of the page, for `If-None-Match` of the next request."),
            ["Cache-Status"] = Header("Whether it came from the cache (RFC 9211)."),
            ["RateLimit"] = Header("The key has `r` requests left for the next `t` seconds."),
        };
        if (operation.Parameters!.Any(parameter => parameter.Name == "cursor"))
            page.Headers["Link"] = Header("`<…>; rel=\"next\"`: the path and query of the next page (RFC 8288); left out on the last one.");
        operation.Responses!["304"] = new OpenApiResponse { Description = "The page that the client holds is current." };
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
