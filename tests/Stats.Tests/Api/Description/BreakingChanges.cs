using System.Text.Json.Nodes;
using Schemas;

namespace Stats.Tests.Api.Description;

/// <summary>
/// The changes from one description of an API to another that break a client of the first: an element is removed, becomes required, or
/// changes its type. Additions break no client.
/// </summary>
internal sealed class BreakingChanges
{
    private readonly SchemaBreaks _schemas;

    private BreakingChanges(JsonNode before, JsonNode after) => _schemas = new(before, after);

    private List<string> Found => _schemas.Found;

    /// <returns>One line per change, with its place in the description.</returns>
    public static IReadOnlyList<string> Between(JsonNode before, JsonNode after)
    {
        var changes = new BreakingChanges(before, after);
        foreach (var (path, methods) in Members(before["paths"]))
        {
            foreach (var (method, operation) in Members(methods))
                changes.Operation($"{method.ToUpperInvariant()} {path}", operation!, after["paths"]?[path]?[method]);
        }
        return changes.Found;
    }

    private void Operation(string where, JsonNode before, JsonNode? after)
    {
        if (after is null)
        {
            Found.Add($"{where} is gone");
            return;
        }
        if (Text(before["operationId"]) != Text(after["operationId"]))
            Found.Add($"{where} has another operationId");
        Parameters(where, before, after);
        foreach (var (type, body) in Members(before["requestBody"]?["content"]))
            _schemas.Compare($"{where}: body", body!["schema"]!, after["requestBody"]?["content"]?[type]?["schema"], sent: true);
        foreach (var (status, response) in Members(before["responses"]))
        {
            foreach (var (type, body) in Members(response!["content"]))
            {
                var now = after["responses"]?[status]?["content"]?[type]?["schema"];
                _schemas.Compare($"{where}: {status}", body!["schema"]!, now, sent: false);
            }
        }
    }

    private void Parameters(string where, JsonNode before, JsonNode after)
    {
        var known = Items(before["parameters"]).ToDictionary(parameter => Text(parameter["name"]));
        var current = Items(after["parameters"]).ToDictionary(parameter => Text(parameter["name"]));
        foreach (var (name, parameter) in known)
        {
            if (current.TryGetValue(name, out var now))
                _schemas.Compare($"{where}: {name}", parameter["schema"]!, now["schema"], sent: true);
            else
                Found.Add($"{where}: {name} is gone");
        }
        foreach (var (name, parameter) in current.Where(parameter => IsTrue(parameter.Value["required"])))
        {
            if (!known.TryGetValue(name, out var was) || !IsTrue(was["required"]))
                Found.Add($"{where}: {name} is required now");
        }
    }

    private static JsonObject Members(JsonNode? node) => node?.AsObject() ?? [];

    private static IEnumerable<JsonNode> Items(JsonNode? node) => node?.AsArray().OfType<JsonNode>() ?? [];

    private static string Text(JsonNode? node) => node?.ToString() ?? "";

    private static bool IsTrue(JsonNode? node) => node?.GetValue<bool>() == true;
}
