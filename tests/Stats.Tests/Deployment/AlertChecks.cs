using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Stats.Tests.Deployment;

/// <summary>Every alert has texts, leads to a runbook and a panel, and has cases for promtool.</summary>
internal static partial class AlertChecks
{
    // The alert that shows that alerts arrive.
    private const string AlwaysFires = "Watchdog";

    private static readonly string[] Severities = ["critical", "warning", "info", "none"];

    /// <summary>All findings.</summary>
    /// <param name="read">Reads one of the files.</param>
    public static IReadOnlyList<string> Findings(Func<string, string> read)
    {
        var alerts = AlertRule.All(read);
        var recorded = AlertRule.Recorded(read);
        var known = new KnownSeries(recorded.Keys.ToHashSet());
        var cases = AlertRule.Cases(read);
        var panels = ObservabilityFiles.Dashboards.SelectMany(file => Panels(read(file))).ToHashSet();
        var runbook = new Runbook(read(ObservabilityFiles.Runbooks));
        var drilled = Try().Matches(read(ObservabilityFiles.Drill)).SelectMany(one => one.Groups["alerts"].Value.Split(' ')).ToHashSet();
        return
        [
            .. from rule in recorded
               from finding in QueryChecks.Findings(rule.Value, "", known)
               select $"{rule.Key}: {finding}",
            .. from alert in alerts
               from finding in (IEnumerable<string>)
               [
                   .. Texts(alert), .. Links(alert, panels), .. Cases(alert, cases), .. runbook.Findings(alert.Name),
                   .. QueryChecks.Findings(alert.Query, string.Join(' ', alert.Annotations.Values), known),
               ]
               select $"{alert.Name}: {finding}",
            .. from alert in alerts
               where !drilled.Contains(alert.Name)
               select $"{alert.Name}: the drill doesn't cause it",
            .. from twice in alerts.GroupBy(alert => alert.Name)
               where twice.Count() > 1
               select $"{twice.Key} is defined twice",
            .. runbook.Names.Except(alerts.Select(alert => alert.Name)).Select(name => $"the runbook has {name}, which is no alert"),
        ];
    }

    private static IEnumerable<string> Texts(AlertRule alert)
    {
        if (!Severities.Contains(alert.Severity))
            yield return $"the severity is not one of {string.Join(", ", Severities)}";
        foreach (var text in (string[])["summary", "description", "action"])
        {
            if (string.IsNullOrWhiteSpace(alert.Annotations.GetValueOrDefault(text)))
                yield return $"there is no {text}";
        }
        foreach (var command in Command().Matches(string.Join(' ', alert.Annotations.Values)).AsEnumerable())
        {
            if (!StatsctlCommands.Has(command.Groups["name"].Value, command.Groups["sub"].Value))
                yield return $"there is no command {command.Value}";
        }
    }

    private static IEnumerable<string> Links(AlertRule alert, HashSet<string> panels)
    {
        var section = $"{{{{ $externalLabels.docs }}}}/runbooks.md#{alert.Name.ToLowerInvariant()}";
        if (alert.Annotations.GetValueOrDefault("runbook_url") != section)
            yield return "runbook_url doesn't lead to its section";
        var panel = Panel().Match(alert.Annotations.GetValueOrDefault("dashboard_url") ?? "");
        if (!panel.Success || !panels.Contains($"{panel.Groups["dashboard"].Value} {panel.Groups["id"].Value}"))
            yield return "dashboard_url leads to no panel";
    }

    private static IEnumerable<string> Cases(AlertRule alert, ILookup<string, bool> cases)
    {
        if (!cases[alert.Name].Contains(true))
            yield return "no case in which it fires";
        if (alert.Name != AlwaysFires && !cases[alert.Name].Contains(false))
            yield return "no case in which it doesn't fire";
    }

    private static IEnumerable<string> Panels(string dashboard)
    {
        var root = JsonNode.Parse(dashboard)!;
        return root["panels"]!.AsArray()
            .Where(panel => $"{panel!["type"]}" != "row")
            .Select(panel => $"{root["uid"]} {panel!["id"]}");
    }

    [GeneratedRegex(@"^  try \w+ \w+ (?<alerts>.+)$", RegexOptions.Multiline)]
    private static partial Regex Try();

    [GeneratedRegex(@"statsctl (?<name>[a-z-]+)( (?<sub>[a-z-]+))?")]
    private static partial Regex Command();

    [GeneratedRegex(@"^\{\{ \$externalLabels\.grafana \}\}/d/(?<dashboard>[\w-]+)\?viewPanel=(?<id>\d+)$")]
    private static partial Regex Panel();
}
