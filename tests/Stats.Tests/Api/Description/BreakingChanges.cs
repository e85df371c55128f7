using System.Text.Json.Nodes;

namespace Stats.Tests.Api.Description;

/// <summary>
/// What a client that was made for one description of an API can't rely on under another: something is gone, or asked for, or of
/// another kind. What was only added breaks nobody.
/// </summary>
internal sealed class BreakingChanges
{
    private readonly JsonNode _before;
    private readonly JsonNode _after;
    private readonly List<string> _found = [];
    private readonly HashSet<(string, string)> _compared = [];

    private BreakingChanges(JsonNode before, JsonNode after) => (_before, _after) = (before, after);

    /// <returns>One line for each, with where it is.</returns>
    public static IReadOnlyList<string> Between(JsonNode before, JsonNode after)
    {
        var changes = new BreakingChanges(before, after);
        foreach (var (path, methods) in Members(before["paths"]))
        {
            foreach (var (method, operation) in Members(methods))
                changes.Operation($"{method.ToUpperInvariant()} {path}", operation!, after["paths"]?[path]?[method]);
        }
        return changes._found;
    }

    private void Operation(string where, JsonNode before, JsonNode? after)
    {
        if (after is null)
        {
            _found.Add($"{where} is gone");
            return;
        }
        if (Text(before["operationId"]) != Text(after["operationId"]))
            _found.Add($"{where} has another operationId");
        Parameters(where, before, after);
        foreach (var (type, body) in Members(before["requestBody"]?["content"]))
            Schema($"{where}: body", body!["schema"]!, after["requestBody"]?["content"]?[type]?["schema"], sent: true);
        foreach (var (status, response) in Members(before["responses"]))
        {
            foreach (var (type, body) in Members(response!["content"]))
                Schema($"{where}: {status}", body!["schema"]!, after["responses"]?[status]?["content"]?[type]?["schema"], sent: false);
        }
    }

    private void Parameters(string where, JsonNode before, JsonNode after)
    {
        var known = Items(before["parameters"]).ToDictionary(parameter => Text(parameter["name"]));
        var current = Items(after["parameters"]).ToDictionary(parameter => Text(parameter["name"]));
        foreach (var (name, parameter) in known)
        {
            if (current.TryGetValue(name, out var now))
                Schema($"{where}: {name}", parameter["schema"]!, now["schema"], sent: true);
            else
                _found.Add($"{where}: {name} is gone");
        }
        foreach (var (name, parameter) in current.Where(parameter => IsTrue(parameter.Value["required"])))
        {
            if (!known.TryGetValue(name, out var was) || !IsTrue(was["required"]))
                _found.Add($"{where}: {name} is required now");
        }
    }

    // What clients send must stay acceptable; what they are sent must stay what they expect.
    private void Schema(string where, JsonNode before, JsonNode? after, bool sent)
    {
        if (after is null)
        {
            _found.Add($"{where} is gone");
            return;
        }
        // A schema may hold itself.
        if (before["$ref"] is { } reference && !_compared.Add((Text(reference), Text(after["$ref"]))))
            return;
        (before, after) = (Resolve(_before, before), Resolve(_after, after));
        var (narrow, wide) = sent ? (before, after) : (after, before);
        if (!Words(narrow["type"]).IsSubsetOf(Words(wide["type"])))
            _found.Add($"{where} is {Show(after["type"])}, was {Show(before["type"])}");
        if (wide["enum"] is not null && (narrow["enum"] is null || !Words(narrow["enum"]).IsSubsetOf(Words(wide["enum"]))))
            _found.Add($"{where} is one of {Show(after["enum"])}, was one of {Show(before["enum"])}");
        var (must, may) = (Words(before["required"]), Words(after["required"]));
        if (sent && may.Except(must).FirstOrDefault() is { } asked)
            _found.Add($"{where}.{asked} is required now");
        if (!sent && must.Except(may).FirstOrDefault() is { } missing)
            _found.Add($"{where}.{missing} may be missing now");
        foreach (var (name, member) in Members(before["properties"]))
            Schema($"{where}.{name}", member!, after["properties"]?[name], sent);
        if (before["items"] is { } items)
            Schema($"{where}[]", items, after["items"], sent);
        foreach (var (n, (one, other)) in Items(before["oneOf"]).Zip(Items(after["oneOf"])).Index())
            Schema($"{where}|{n}", one, other, sent);
    }

    private static JsonNode Resolve(JsonNode document, JsonNode schema) =>
        schema["$ref"] is { } reference ? document["components"]!["schemas"]![Text(reference).Split('/')[^1]]! : schema;

    private static JsonObject Members(JsonNode? node) => node?.AsObject() ?? [];

    private static IEnumerable<JsonNode> Items(JsonNode? node) => node?.AsArray().OfType<JsonNode>() ?? [];

    private static HashSet<string> Words(JsonNode? node) => node is JsonArray many ? [.. many.Select(Text)] : node is null ? [] : [Text(node)];

    private static string Show(JsonNode? node) => node is null ? "anything" : string.Join(", ", Words(node).Order());

    private static string Text(JsonNode? node) => node?.ToString() ?? "";

    private static bool IsTrue(JsonNode? node) => node?.GetValue<bool>() == true;
}
