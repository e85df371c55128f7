using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace StatsApi.OpenApi;

/// <summary>
/// Describes what the types of bodies alone don't tell: computed and inherited members are always present, conditional ones are optional,
/// and some texts have fixed values.
/// </summary>
internal sealed class BodyTransformer : IOpenApiSchemaTransformer
{
    public Task TransformAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        foreach (var member in context.JsonTypeInfo.Properties)
        {
            if (schema.Properties?.TryGetValue(member.Name, out var described) != true)
                continue;
            schema.Required ??= new HashSet<string>();
            if (member.ShouldSerialize is not null)
                schema.Required.Remove(member.Name);
            else if (member.Set is null || IsInherited(member, context))
                schema.Required.Add(member.Name);
            if (member is { Set: null, IsGetNullable: false } && described is OpenApiSchema computed)
                computed.Type &= ~JsonSchemaType.Null;
        }
        if (Words(context) is { } words)
            schema.Enum = [.. words.Values.Select(value => JsonValue.Create((string)value!))];
        return Task.CompletedTask;
    }

    private static bool IsInherited(JsonPropertyInfo member, OpenApiSchemaTransformerContext context) =>
        member.AttributeProvider is PropertyInfo { DeclaringType: { } declaring } && declaring != context.JsonTypeInfo.Type;

    private static AllowedValuesAttribute? Words(OpenApiSchemaTransformerContext context) =>
        context.JsonPropertyInfo?.AttributeProvider?.GetCustomAttributes(typeof(AllowedValuesAttribute), inherit: true).FirstOrDefault() as AllowedValuesAttribute;
}
