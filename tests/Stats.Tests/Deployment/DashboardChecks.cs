using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Stats.Tests.Deployment;

/// <summary>A dashboard's panels have their own ids, a data source, and queries of series that exist.</summary>
internal static partial class DashboardChecks
{
    /// <param name="dashboard">Its JSON.</param>
    /// <param name="sources">The ids of the data sources.</param>
    public static IEnumerable<string> Findings(string dashboard, IReadOnlySet<string> sources, KnownSeries known)
    {
        var root = JsonNode.Parse(dashboard)!;
        var panels = root["panels"]!.AsArray();
        foreach (var twice in panels.GroupBy(panel => (int)panel!["id"]!).Where(same => same.Count() > 1))
            yield return $"{root["title"]} has two panels with the id {twice.Key}";
        foreach (var panel in panels.Where(panel => $"{panel!["type"]}" != "row"))
        {
            if (!sources.Contains($"{panel!["datasource"]?["uid"]}"))
                yield return $"the panel {panel!["title"]} uses a data source that doesn't exist";
            foreach (var target in panel!["targets"]!.AsArray())
            {
                foreach (var finding in QueryChecks.Findings($"{target!["expr"]}", $"{target!["legendFormat"]}", known))
                    yield return $"{panel!["title"]}: {finding}";
            }
        }
        foreach (var variable in root["templating"]!["list"]!.AsArray())
        {
            var asked = Values().Match($"{variable!["query"]!["query"]}");
            var labels = asked.Success ? $"sum by ({asked.Groups["label"].Value}) ({asked.Groups["query"].Value})" : "none";
            foreach (var finding in QueryChecks.Findings(labels, "", known))
                yield return $"the variable {variable!["name"]}: {finding}";
        }
    }

    [GeneratedRegex(@"^label_values\((?<query>.+), (?<label>\w+)\)$")]
    private static partial Regex Values();
}
