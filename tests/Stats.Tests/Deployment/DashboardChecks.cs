using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Stats.Tests.Deployment;

/// <summary>The queries of dashboards and alerts use only series, labels and values that the code records.</summary>
internal static partial class DashboardChecks
{
    // Recorded by ASP.NET Core (https://opentelemetry.io/docs/specs/semconv/http/http-metrics/) and by RabbitMQ's own plugin.
    private static readonly Dictionary<string, string[]> Foreign = new()
    {
        ["http_server_request_duration_seconds_bucket"] = ["http_route", "http_response_status_code"],
        ["http_server_request_duration_seconds_count"] = ["http_route", "http_response_status_code"],
        ["rabbitmq_queue_messages_ready"] = [],
        ["rabbitmq_queue_messages_unacked"] = [],
        ["rabbitmq_detailed_queue_messages_ready"] = ["queue"],
    };

    public static IReadOnlyList<string> Findings(string dashboard) =>
    [
        .. from panel in JsonNode.Parse(dashboard)!["panels"]!.AsArray()
           from target in panel!["targets"]?.AsArray() ?? []
           from finding in Query((string)target!["expr"]!, (string)target["legendFormat"]!)
           select $"{panel["title"]}: {finding}",
    ];

    /// <summary>The findings of one query and the labels in its legend.</summary>
    public static IEnumerable<string> Query(string query, string legend)
    {
        var labels = By().Matches(query)
            .SelectMany(match => match.Groups["labels"].Value.Split(", "))
            .Where(label => label != "le")
            .ToHashSet();
        foreach (var shown in Shown().Matches(legend).Select(match => match.Groups["label"].Value).Where(label => !labels.Contains(label)))
            yield return $"the legend shows {shown}, which the query drops";
        foreach (var series in Series().Matches(query).Select(match => match.Value).Distinct())
        {
            var instrument = Instrument.All.FirstOrDefault(instrument => instrument.Series().Contains(series));
            if (instrument is null && !Foreign.ContainsKey(series))
                yield return $"no instrument records {series}";
            foreach (var label in labels.Where(label => instrument is null
                ? Foreign.TryGetValue(series, out var known) && !known.Contains(label)
                : !instrument.Mentions(label)))
            {
                yield return $"{series} has no {label}";
            }
            foreach (var text in Texts(query).Where(text => instrument?.Mentions(text) == false))
                yield return $"{series} has no {text}";
        }
    }

    private static IEnumerable<string> Texts(string query) => Matcher().Matches(query)
        .SelectMany(match => match.Groups["values"].Value.Split('|').Append(match.Groups["label"].Value));

    [GeneratedRegex(@"by \((?<labels>[a-z_, ]+)\)")]
    private static partial Regex By();

    [GeneratedRegex(@"\{\{ ?(\$labels\.)?(?<label>\w+) ?\}\}")]
    private static partial Regex Shown();

    [GeneratedRegex(@"\b(stats|http|rabbitmq)_[a-z_]+(?=[{\[) ])(?<!http_[a-z_]*code)(?<!http_route)")]
    private static partial Regex Series();

    [GeneratedRegex("(?<label>\\w+)=~?\"(?<values>[^\"]+)\"")]
    private static partial Regex Matcher();
}
