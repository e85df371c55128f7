using System.Text.Json.Schema;
using Stats.Contracts;

namespace Schemas;

/// <summary>
/// The JSON Schema of a message: its shape from its record, the service's further rules from <see cref="SchemaValues"/>, its descriptions
/// from the record's documentation. A test checks that it agrees with the service.
/// </summary>
internal static class MessageSchema
{
    private static readonly JsonSerializerOptions Contract = new(ContractJson.Default.Options)
    {
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    public static JsonObject Of(MessageType message)
    {
        var used = new SortedSet<string>(StringComparer.Ordinal);
        var shape = Contract.GetJsonSchemaAsNode(message.Type, new JsonSchemaExporterOptions
        {
            TreatNullObliviousAsNonNullable = true,
            TransformSchemaNode = (context, node) => Transform(context, node, message.IsOfFeed, used),
        });
        var schema = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["$id"] = $"{message.Name}.schema.json",
            ["title"] = message.Type.Name,
        };
        Append(schema, shape.AsObject());
        if (used.Count > 0)
        {
            schema["$defs"] = new JsonObject(
                used.Select(name => KeyValuePair.Create<string, JsonNode?>(name, SchemaValues.Definition(name))));
        }
        return schema;
    }

    private static JsonObject Transform(JsonSchemaExporterContext context, JsonNode node, bool ofFeed, SortedSet<string> used)
    {
        var schema = new JsonObject();
        if (context.PropertyInfo is { } property)
            schema["description"] = XmlDocumentation.Of(property.DeclaringType, property.Name);
        else if (context.Path.Length == 0)
            schema["description"] = XmlDocumentation.Of(context.TypeInfo.Type);
        if (context.PropertyInfo is { } member && SchemaValues.NameOf(context.TypeInfo.Type, member.Name, ofFeed) is { } name)
        {
            used.Add(name);
            schema["$ref"] = $"#/$defs/{name}";
            return schema;
        }
        Append(schema, node.AsObject());
        // Absent and null are the same, and no value stands for either.
        schema.Remove("default");
        if (schema.ContainsKey("properties"))
            schema["additionalProperties"] = true;
        if (ofFeed && schema["type"] is JsonArray && schema.ContainsKey("properties"))
            MayBeOfNulls(schema);
        return schema;
    }

    // An optional object whose members are all null counts as absent: then no member is required.
    private static void MayBeOfNulls(JsonObject schema)
    {
        var asked = new JsonObject { ["description"] = "A score: both members are required.", ["properties"] = new JsonObject() };
        foreach (var (name, member) in schema["properties"]!.AsObject())
        {
            asked["properties"]![name] = new JsonObject { ["$ref"] = member!["$ref"]!.DeepClone() };
            member.AsObject().Remove("$ref");
        }
        schema.Remove("required", out var required);
        asked["required"] = required;
        schema["anyOf"] = new JsonArray(
            asked,
            new JsonObject
            {
                ["description"] = "Without a score: the same as null.",
                ["additionalProperties"] = new JsonObject { ["type"] = "null" },
            });
    }

    private static void Append(JsonObject schema, JsonObject more)
    {
        foreach (var (key, value) in more)
            schema[key] = value?.DeepClone();
    }
}
