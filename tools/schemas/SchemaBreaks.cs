namespace Schemas;

/// <summary>
/// Finds changes between two schemas that break clients of the first. Messages that clients send must stay acceptable; messages that
/// they receive must stay as expected. Additions break no client.
/// </summary>
/// <param name="before">The document that the first schema is in.</param>
/// <param name="after">The document that the second is in.</param>
internal sealed class SchemaBreaks(JsonNode before, JsonNode after)
{
    // Any change counts: which of two patterns accepts more can't be decided.
    private static readonly string[] Exact = ["pattern", "not", "format"];
    private static readonly string[] Lower = ["minimum", "minLength", "minItems"];
    private static readonly string[] Upper = ["maximum", "maxLength", "maxItems"];

    private readonly HashSet<(string, string, bool)> _compared = [];

    /// <summary>One line per breaking change, with its place.</summary>
    public List<string> Found { get; } = [];

    /// <returns>The breaking changes between two documents that are one schema each.</returns>
    public static IReadOnlyList<string> Between(JsonNode before, JsonNode after, bool sent)
    {
        var breaks = new SchemaBreaks(before, after);
        breaks.Compare("body", before, after, sent);
        return breaks.Found;
    }

    public void Compare(string where, JsonNode one, JsonNode? other, bool sent)
    {
        if (other is null)
        {
            Found.Add($"{where} is gone");
            return;
        }
        // A schema may contain itself.
        if (one["$ref"] is { } reference && !_compared.Add((Text(reference), Text(other["$ref"]), sent)))
            return;
        (one, other) = (Resolve(before, one), Resolve(after, other));
        Values(where, one, other, sent);
        var (must, may) = (Words(one["required"]), Words(other["required"]));
        if (sent && may.Except(must).FirstOrDefault() is { } asked)
            Found.Add($"{where}.{asked} is required now");
        if (!sent && must.Except(may).FirstOrDefault() is { } missing)
            Found.Add($"{where}.{missing} may be missing now");
        foreach (var (name, member) in one["properties"]?.AsObject() ?? [])
            Compare($"{where}.{name}", member!, other["properties"]?[name], sent);
        if (one["additionalProperties"] is JsonObject more)
            Compare($"{where}.*", more, other["additionalProperties"] as JsonObject, sent);
        if (one["items"] is { } items)
            Compare($"{where}[]", items, other["items"], sent);
        foreach (var choice in new[] { "oneOf", "anyOf" })
        {
            foreach (var (n, (left, right)) in Items(one[choice]).Zip(Items(other[choice])).Index())
                Compare($"{where}|{n}", left, right, sent);
        }
    }

    private void Values(string where, JsonNode one, JsonNode other, bool sent)
    {
        var (narrow, wide) = sent ? (one, other) : (other, one);
        if (wide["type"] is not null && (narrow["type"] is null || !Words(narrow["type"]).IsSubsetOf(Words(wide["type"]))))
            Found.Add($"{where} is {Show(other["type"])}, was {Show(one["type"])}");
        if (wide["enum"] is not null && (narrow["enum"] is null || !Words(narrow["enum"]).IsSubsetOf(Words(wide["enum"]))))
            Found.Add($"{where} is one of {Show(other["enum"])}, was one of {Show(one["enum"])}");
        var same = Exact.Where(asked => wide[asked] is not null && !JsonNode.DeepEquals(narrow[asked], wide[asked]));
        var lower = Lower.Where(asked => Bound(narrow, asked, decimal.MinValue) < Bound(wide, asked, decimal.MinValue));
        var upper = Upper.Where(asked => Bound(narrow, asked, decimal.MaxValue) > Bound(wide, asked, decimal.MaxValue));
        foreach (var asked in same.Concat(lower).Concat(upper))
            Found.Add($"{where}: {asked} is {Raw(other[asked])}, was {Raw(one[asked])}");
        if (wide["anyOf"] is not null && narrow["anyOf"] is null)
            Found.Add($"{where}: anyOf is {Raw(other["anyOf"])}, was {Raw(one["anyOf"])}");
        if (IsFalse(wide["additionalProperties"]) && !IsFalse(narrow["additionalProperties"]))
            Found.Add($"{where}: other members are {(sent ? "refused" : "possible")} now");
    }

    private static JsonNode Resolve(JsonNode document, JsonNode schema) => schema["$ref"] is { } reference
        ? Text(reference).Split('/')[1..].Aggregate(document, (node, step) => node[step]!)
        : schema;

    private static IEnumerable<JsonNode> Items(JsonNode? node) => node?.AsArray().OfType<JsonNode>() ?? [];

    private static HashSet<string> Words(JsonNode? node) =>
        node is JsonArray many ? [.. many.Select(Text)] : node is null ? [] : [Text(node)];

    private static string Show(JsonNode? node) => node is null ? "anything" : string.Join(", ", Words(node).Order());

    private static string Raw(JsonNode? node) => node?.ToJsonString() ?? "free";

    private static string Text(JsonNode? node) => node?.ToString() ?? "";

    private static decimal Bound(JsonNode schema, string keyword, decimal none) =>
        schema[keyword] is { } bound ? decimal.Parse($"{bound}") : none;

    private static bool IsFalse(JsonNode? node) => node is JsonValue value && value.TryGetValue<bool>(out var yes) && !yes;
}
