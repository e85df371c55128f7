using System.Text.RegularExpressions;

namespace Stats.Tests.Deployment;

/// <summary>A query uses only series, labels and values that exist.</summary>
internal static partial class QueryChecks
{
    /// <summary>The findings of one query.</summary>
    /// <param name="text">The legend, or the texts of the alert, which show labels of the result.</param>
    public static IEnumerable<string> Findings(string query, string text, KnownSeries known)
    {
        var parsed = PromQuery.Parse(query);
        foreach (var selector in parsed.Selectors)
        {
            if (!known.Has(selector.Name))
            {
                yield return $"nothing exports {selector.Name}";
                continue;
            }
            foreach (var matcher in selector.Matchers.Where(matcher => !KnownSeries.HasLabel(selector.Name, matcher.Label)))
                yield return $"{selector.Name} has no {matcher.Label}";
            if (Instrument.Of(selector.Name) is not { } own)
                continue;
            foreach (var value in selector.Matchers.SelectMany(matcher => Values(matcher.Value)).Where(value => !own.Mentions(value)))
                yield return $"{selector.Name} has no {value}";
        }
        foreach (var label in parsed.Grouped.Where(label => label != "le" && !HasAny(label)))
            yield return $"no series of the query has {label}";
        foreach (var label in Shown().Matches(text).Select(match => match.Groups["label"].Value).Distinct())
        {
            if (parsed.Grouped.Count > 0 ? !parsed.Grouped.Contains(label) : !HasAny(label))
                yield return $"the text shows {label}, which the query drops";
        }

        bool HasAny(string label) => parsed.Selectors.Any(selector => KnownSeries.HasLabel(selector.Name, label));
    }

    // Only of plain words or alternatives of them.
    private static string[] Values(string value) => Plain().IsMatch(value) ? value.Split('|') : [];

    [GeneratedRegex(@"^[a-z0-9-]+(\|[a-z0-9-]+)*$")]
    private static partial Regex Plain();

    [GeneratedRegex(@"\$labels\.(?<label>\w+)|\{\{ ?(?<label>\w+) ?\}\}")]
    private static partial Regex Shown();
}
