using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;

namespace Stats.Tests.Contracts.Schemas;

/// <summary>Validates bodies against a schema.</summary>
internal sealed class Validator
{
    private readonly JsonSchema _schema;
    private readonly EvaluationOptions _options;

    /// <param name="formats">Whether <c>format</c> is an assertion, as our schemas intend, or an annotation, as 2020-12 allows.</param>
    public Validator(JsonNode schema, bool formats)
    {
        _options = new() { RequireFormatValidation = formats };
        // The id is removed because the library registers one schema per id for the whole process.
        var anonymous = schema.DeepClone();
        anonymous.AsObject().Remove("$id");
        _schema = JsonSchema.FromText(anonymous.ToJsonString());
    }

    public bool Takes(string body)
    {
        using var document = JsonDocument.Parse(body);
        return _schema.Evaluate(document.RootElement, _options).IsValid;
    }
}
