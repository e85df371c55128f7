using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using StatsApi.Queries;

namespace StatsApi.OpenApi;

/// <summary>
/// Adds the query's parameters, which the endpoints read by themselves so that a wrong one is named, what ids in paths look like, how a
/// client asks whether the page that it holds is current, and what refusals mean.
/// </summary>
internal sealed class QueryTransformer : IOpenApiOperationTransformer
{
    // What each refusal means, with the ends of the types that its problem may have.
    private static readonly Dictionary<string, string> RequestLimits = new(StringComparer.Ordinal)
    {
        ["400"] = "A parameter is wrong (`invalid-parameter`), or the body (`invalid-body`, `bad-request`). `errors` names each.",
        ["401"] = "There is no key or ticket, or none that is valid (`unauthorized`).",
        ["403"] = "The key lacks the scope `stats:read` (`forbidden`).",
        ["404"] = "Nothing is known of this id (`not-found`).",
        ["413"] = "The body is too large (`body-too-large`).",
        ["415"] = "The body isn't sent as `application/json` (`http-415`).",
        ["429"] = "The key's requests of this minute are spent (`rate-limited`), or it has as many streams as it may (`streams-limited`).",
        ["503"] = "It can't be answered now (`unavailable`), `minVersion` isn't reached (`version-not-reached`), or the stream has no more room (`too-many-streams`).",
    };

    // Those that pass.
    private static readonly string[] Passing = ["429", "503"];

    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        foreach (var parameter in operation.Parameters?.OfType<OpenApiParameter>().Where(parameter => parameter.In == ParameterLocation.Path) ?? [])
            (parameter.Description, parameter.Schema) = ("An id, as the lists name it.", Ids.Schema());
        var taken = context.Description.ActionDescriptor.EndpointMetadata.OfType<Parameter>().Select(parameter => new OpenApiParameter
        {
            Name = parameter.Name,
            In = ParameterLocation.Query,
            Description = parameter.Description,
            Schema = parameter.Schema,
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
            ["ETag"] = Header("Which state of the page this is: for `If-None-Match` the next time."),
            ["Cache-Status"] = Header("Whether it came from the cache (RFC 9211)."),
            ["RateLimit"] = Header("`r` requests are left to the key for the next `t` seconds."),
        };
        if (operation.Parameters!.Any(parameter => parameter.Name == "cursor"))
            page.Headers["Link"] = Header("`<…>; rel=\"next\"`: the path and query of the next page (RFC 8288); left out on the last one.");
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
