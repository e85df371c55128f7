using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Stats.Tests.Deployment;

/// <summary>The page of runbooks: a section of level three for each alert.</summary>
internal sealed partial class Runbook(string text)
{
    private static readonly Lazy<HashSet<string>> Titles = new(ReadTitles);

    private readonly string _text = text;

    private readonly Dictionary<string, string> _sections = Section().Matches(text)
        .ToDictionary(match => match.Groups["name"].Value, match => Space().Replace(match.Groups["text"].Value, " "));

    /// <summary>The titles of its sections.</summary>
    public IEnumerable<string> Names => _sections.Keys;

    /// <summary>What is wrong with the section of an alert.</summary>
    public IEnumerable<string> Findings(string alert)
    {
        if (!_sections.TryGetValue(alert, out var section))
            return ["there is no runbook"];
        return
        [
            .. ((string[])["Meaning", "Impact", "Diagnosis", "Mitigation"])
                .Where(part => !section.Contains($"- **{part}:** ", StringComparison.Ordinal))
                .Select(part => $"the runbook has no {part}"),
            .. from code in Code().Matches(section)
               let line = code.Groups["code"].Value
               where line.StartsWith("statsctl ", StringComparison.Ordinal)
               let fault = StatsctlCommands.Fault(line["statsctl ".Length..])
               where fault is not null
               select $"the runbook has {line}: {fault}",
            .. from title in Title().Matches(Code().Replace(section, ""))
               where !Titles.Value.Contains(title.Groups["title"].Value)
               select $"the runbook names {title.Groups["title"].Value}, which is neither a dashboard nor a panel",
            .. from link in Link().Matches(section)
               where !Exists(link.Groups["path"].Value, link.Groups["anchor"].Value)
               select $"the runbook has a link to {link.Groups["path"].Value}#{link.Groups["anchor"].Value}, which doesn't exist",
        ];
    }

    private bool Exists(string path, string anchor)
    {
        if (path.Length > 0 && !Checkout.Has($"docs/{path}"))
            return false;
        var page = path.Length == 0 ? _text : path.EndsWith(".md", StringComparison.Ordinal) ? Checkout.Read($"docs/{path}") : "";
        return anchor.Length == 0 || Heading().Matches(page).Any(heading => AnchorOf(heading.Groups["title"].Value) == anchor);
    }

    // As GitHub makes it.
    private static string AnchorOf(string heading) => NotInAnchor().Replace(heading.ToLowerInvariant(), "").Replace(' ', '-');

    private static HashSet<string> ReadTitles() =>
    [
        .. from file in ObservabilityFiles.Dashboards
           let dashboard = JsonNode.Parse(Checkout.Read(file))!
           from title in dashboard["panels"]!.AsArray().Select(panel => $"{panel!["title"]}").Append($"{dashboard["title"]}")
           select title,
    ];

    [GeneratedRegex(@"^### (?<name>\w+)\n(?<text>.*?)(?=^##|\z)", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Section();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();

    [GeneratedRegex("`(?<code>[^`]+)`")]
    private static partial Regex Code();

    [GeneratedRegex(@"(?<!\*)\*(?!\*)(?<title>[^*]+)(?<!\*)\*(?!\*)")]
    private static partial Regex Title();

    [GeneratedRegex(@"\]\((?<path>[\w./-]*)#?(?<anchor>[\w-]*)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^#+ (?<title>.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\w -]")]
    private static partial Regex NotInAnchor();
}
