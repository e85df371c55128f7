using System.Text.Json.Nodes;

namespace Stats.Tests.Contracts.Schemas;

/// <summary>Changes one element of a JSON document.</summary>
internal static class JsonEdit
{
    /// <param name="path">Member names and indexes, separated by dots.</param>
    /// <param name="value">The new JSON; null removes the element.</param>
    public static void Set(JsonNode document, string path, string? value)
    {
        var steps = path.Split('.');
        var parent = steps[..^1].Aggregate(document, (node, step) => node is JsonArray array ? array[int.Parse(step)]! : node[step]!);
        if (value is null && parent is JsonArray items)
            items.RemoveAt(int.Parse(steps[^1]));
        else if (value is null)
            Assert.True(parent.AsObject().Remove(steps[^1]));
        else
            parent[steps[^1]] = JsonNode.Parse(value);
    }
}
