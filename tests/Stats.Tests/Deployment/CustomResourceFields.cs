using System.Text.Json;
using System.Text.Json.Nodes;

namespace Stats.Tests.Deployment;

/// <summary>The fields of one custom type that our manifests use, as custom-resources.txt lists them.</summary>
internal sealed class CustomResourceFields
{
    private const string Path = "tests/Stats.Tests/Deployment/custom-resources.txt";
    private const string Root = ".";

    private static readonly Lazy<Dictionary<string, CustomResourceFields>> All = new(Read);

    private readonly Dictionary<string, string[]> _types = [];
    private readonly Dictionary<string, string[]> _required = [];
    private readonly HashSet<string> _beginnings = [];

    /// <summary>The fields of a type; null if it is none of an operator's.</summary>
    public static CustomResourceFields? Find(string apiVersion, string kind) => All.Value.GetValueOrDefault($"{apiVersion} {kind}");

    /// <summary>The kinds listed.</summary>
    public static IReadOnlyCollection<string> Kinds => All.Value.Keys;

    /// <summary>Unknown and missing fields, and values of another type.</summary>
    public IEnumerable<string> Findings(JsonNode node)
    {
        var body = node.DeepClone().AsObject();
        foreach (var known in (string[])["apiVersion", "kind", "metadata"])
            body.Remove(known);
        return Look(Root, body);
    }

    private static Dictionary<string, CustomResourceFields> Read()
    {
        var all = new Dictionary<string, CustomResourceFields>();
        CustomResourceFields? current = null;
        foreach (var line in Checkout.Read(Path).Split('\n').Where(line => line.Length > 0 && line[0] != '#'))
        {
            switch (line.Split(' '))
            {
                case ["kind", var version, var kind, _]:
                    all.Add($"{version} {kind}", current = new CustomResourceFields());
                    break;
                case [var path, "requires", .. var fields]:
                    current!._required.Add(path, fields);
                    break;
                case [var path, .. var type]:
                    current!.Add(path, type);
                    break;
            }
        }
        return all;
    }

    private void Add(string path, string[] type)
    {
        _types.Add(path, type);
        for (var end = path.Length; end > 0; end = path.LastIndexOfAny(['.', '['], end - 1))
            _beginnings.Add(path[..end]);
    }

    private IEnumerable<string> Look(string path, JsonNode? node)
    {
        if (_types.TryGetValue(path, out var type) && type is ["any"])
            return [];
        if (node is JsonObject members)
        {
            return (_required.GetValueOrDefault(path) ?? []).Where(field => !members.ContainsKey(field))
                .Select(field => $"{path} lacks {field}")
                .Concat(members.SelectMany(member => LookIn(path, member.Key, member.Value)));
        }
        if (node is JsonArray list)
            return list.SelectMany(item => LookIn(path, "[]", item));
        if (type is null)
            return [$"{path} is no value"];
        return Fits(type, node) ? [] : [$"{path} must be {string.Join(' ', type)}, not {node}"];
    }

    private IEnumerable<string> LookIn(string path, string name, JsonNode? node)
    {
        var item = name == "[]" ? $"{path}[]" : path == Root ? name : $"{path}.{name}";
        if (_beginnings.Contains(item))
            return Look(item, node);
        return _beginnings.Contains($"{path}.*") ? Look($"{path}.*", node) : [$"{item} is not listed in {Path}"];
    }

    private static bool Fits(string[] type, JsonNode? node) => (type[0], node?.GetValueKind()) switch
    {
        ("string", JsonValueKind.String) => type is not [_, var values] || values.Split('|').Contains(node!.ToString()),
        ("integer", JsonValueKind.Number) => type is not [_, var values] || values.Split('|').Contains(node!.ToString()),
        ("boolean", JsonValueKind.True or JsonValueKind.False) => true,
        ("int-or-string", JsonValueKind.Number or JsonValueKind.String) => true,
        _ => false,
    };
}
