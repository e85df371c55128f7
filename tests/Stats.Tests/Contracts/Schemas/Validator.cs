using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;

namespace Stats.Tests.Contracts.Schemas;

/// <summary>Says whether a schema takes a body.</summary>
internal sealed class Validator
{
    private readonly JsonSchema _schema;
    private readonly EvaluationOptions _options;

    /// <param name="schema">The schema.</param>
    /// <param name="formats">Whether <c>format</c> is asserted, as ours means it, or only a remark, as 2020-12 allows.</param>
    public Validator(JsonNode schema, bool formats)
    {
        _options = new() { RequireFormatValidation = formats };
        // Without its id, as the library keeps one schema of an id for the whole process.
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
