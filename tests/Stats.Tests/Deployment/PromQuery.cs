using System.Text.RegularExpressions;

namespace Stats.Tests.Deployment;

/// <summary>The series and labels that a PromQL query names (https://prometheus.io/docs/prometheus/latest/querying/basics/).</summary>
/// <param name="Selectors">The series, with what selects them.</param>
/// <param name="Grouped">The labels in <c>by</c>, <c>on</c> and the like.</param>
internal sealed partial record PromQuery(IReadOnlyList<PromSelector> Selectors, IReadOnlyList<string> Grouped)
{
    private static readonly HashSet<string> Operators = ["and", "or", "unless", "bool"];

    public static PromQuery Parse(string text)
    {
        var selectors = new List<PromSelector>();
        var grouped = new List<string>();
        // Matchers go first, because their values can look like anything else.
        var rest = Selected().Replace(text, match =>
        {
            selectors.Add(new(match.Groups["name"].Value, PromMatcher.Read(match.Groups["matchers"].Value)));
            return " ";
        });
        rest = Clause().Replace(rest, match =>
        {
            grouped.AddRange(match.Groups["labels"].Value.Split(
                [',', ' ', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
            return " ";
        });
        rest = NotSeries().Replace(rest, " ");
        selectors.AddRange(Bare().Matches(rest).Select(match => match.Value).Where(name => !Operators.Contains(name))
            .Select(name => new PromSelector(name, [])));
        return new(selectors, grouped);
    }

    [GeneratedRegex(@"(?<name>[a-zA-Z_:][\w:]*)\s*\{(?<matchers>[^}]*)\}")]
    private static partial Regex Selected();

    [GeneratedRegex(@"\b(by|without|on|ignoring|group_left|group_right)\s*\((?<labels>[^)]*)\)")]
    private static partial Regex Clause();

    // Texts, ranges and offsets.
    [GeneratedRegex("\"[^\"]*\"|\\[[^\\]]*\\]|\\boffset\\s+\\w+")]
    private static partial Regex NotSeries();

    // A name before a parenthesis is a function.
    [GeneratedRegex(@"(?<![\w.:$])[a-zA-Z_:][\w:]*(?![\w:])(?!\s*\()")]
    private static partial Regex Bare();
}

/// <summary>A series and what selects it.</summary>
internal sealed record PromSelector(string Name, IReadOnlyList<PromMatcher> Matchers);

/// <summary>A condition on a label, such as <c>queue=~"stats[.].+"</c>.</summary>
internal sealed partial record PromMatcher(string Label, string Operator, string Value)
{
    public static IReadOnlyList<PromMatcher> Read(string matchers) =>
    [
        .. One().Matches(matchers).Select(match => new PromMatcher(
            match.Groups["label"].Value, match.Groups["operator"].Value, match.Groups["value"].Value)),
    ];

    [GeneratedRegex("(?<label>\\w+)\\s*(?<operator>=~|!~|!=|=)\\s*\"(?<value>[^\"]*)\"")]
    private static partial Regex One();
}
