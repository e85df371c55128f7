using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Stats.Tests.Deployment;

/// <summary>An alert, read from the rules.</summary>
/// <param name="Annotations">Its texts and links, by name.</param>
internal sealed partial record AlertRule(string Name, string Query, string Severity, IReadOnlyDictionary<string, string> Annotations)
{
    /// <summary>All alerts.</summary>
    /// <param name="read">Reads one of the files.</param>
    public static IReadOnlyList<AlertRule> All(Func<string, string> read) =>
    [
        .. from rule in Rules(read)
           where rule["alert"] is not null
           select new AlertRule(
               rule["alert"]!.ToString(),
               rule["expr"]!.ToString(),
               rule["labels"]?["severity"]?.ToString() ?? "",
               rule["annotations"]?.AsObject().ToDictionary(entry => entry.Key, entry => $"{entry.Value}") ?? []),
    ];

    /// <summary>All recording rules: name and query.</summary>
    public static IReadOnlyDictionary<string, string> Recorded(Func<string, string> read) =>
        Rules(read).Where(rule => rule["record"] is not null).ToDictionary(rule => $"{rule["record"]}", rule => $"{rule["expr"]}");

    /// <summary>The cases for promtool: which alert, and whether it must fire.</summary>
    public static ILookup<string, bool> Cases(Func<string, string> read) =>
    (
        from file in ObservabilityFiles.Cases
        from test in Yaml.Read(read(file)).Single()["tests"]!.AsArray()
        from one in (IEnumerable<(string Alert, bool Fires)>)
        [
            .. (test!["alert_rule_test"]?.AsArray() ?? []).Select(each => ($"{each!["alertname"]}", HasAny(each!["exp_alerts"]))),
            .. (test!["promql_expr_test"]?.AsArray() ?? []).Select(
                each => (Alert().Match($"{each!["expr"]}").Groups["name"].Value, HasAny(each!["exp_samples"]))),
        ]
        select one).ToLookup(one => one.Alert, one => one.Fires);

    private static bool HasAny(JsonNode? expected) => expected is JsonArray { Count: > 0 };

    private static IEnumerable<JsonNode> Rules(Func<string, string> read) =>
        from file in ObservabilityFiles.Rules
        from part in Yaml.Read(read(file)).Single()["groups"]!.AsArray()
        from rule in part!["rules"]!.AsArray()
        select rule!;

    [GeneratedRegex("alertname=\"(?<name>\\w+)\"")]
    private static partial Regex Alert();
}
