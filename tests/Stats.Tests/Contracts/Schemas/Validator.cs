using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;

namespace Stats.Tests.Contracts.Schemas;

/// <summary>Says whether a schema takes a body, with formats asserted as the schemas mean them.</summary>
internal sealed class Validator
{
    private static readonly EvaluationOptions Options = new() { RequireFormatValidation = true };

    private readonly JsonSchema _schema;

    public Validator(JsonNode schema)
    {
        // Without its id, as the library keeps one schema of an id for the whole process.
        var anonymous = schema.DeepClone();
        anonymous.AsObject().Remove("$id");
        _schema = JsonSchema.FromText(anonymous.ToJsonString());
    }

    public bool Takes(string body)
    {
        using var document = JsonDocument.Parse(body);
        return _schema.Evaluate(document.RootElement, Options).IsValid;
    }
}
