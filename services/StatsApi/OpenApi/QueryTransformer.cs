using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace StatsApi.OpenApi;

/// <summary>
/// Adds the query's parameters, which the endpoints read by themselves so that a wrong one is named, and says what ids in paths look like.
/// </summary>
internal sealed class QueryTransformer : IOpenApiOperationTransformer
{
    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        foreach (var parameter in operation.Parameters?.OfType<OpenApiParameter>().Where(parameter => parameter.In == ParameterLocation.Path) ?? [])
            parameter.Schema = ParameterSchemas.Id();
        if (context.Description.ActionDescriptor.EndpointMetadata.OfType<QueryParameters>().FirstOrDefault() is { } query)
            operation.Parameters = [.. operation.Parameters ?? [], .. query.Names.Select(ParameterSchemas.Of)];
        return Task.CompletedTask;
    }
}
