using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Options;

namespace StatsWeb.Operations;

/// <summary>Reads single values from Prometheus (https://prometheus.io/docs/prometheus/latest/querying/api/#instant-queries).</summary>
internal sealed class PrometheusClient(HttpClient http, IOptions<OperationsOptions> options)
{
    /// <summary>Whether there is a Prometheus to ask.</summary>
    public bool IsThere => options.Value.Prometheus is { Length: > 0 };

    /// <summary>The values of an instant query, by the label given; empty if it can't be had.</summary>
    public async Task<IReadOnlyList<(string Label, double Value)>> AskAsync(string query, string label, CancellationToken cancellationToken)
    {
        try
        {
            await using var body = await http.GetStreamAsync(
                $"{options.Value.Prometheus!.TrimEnd('/')}/api/v1/query?query={Uri.EscapeDataString(query)}", cancellationToken);
            using var answer = await JsonDocument.ParseAsync(body, cancellationToken: cancellationToken);
            return
            [
                .. from result in answer.RootElement.GetProperty("data").GetProperty("result").EnumerateArray()
                   let name = result.GetProperty("metric").TryGetProperty(label, out var text) ? text.GetString()! : ""
                   let value = double.Parse(result.GetProperty("value")[1].GetString()!, CultureInfo.InvariantCulture)
                   where !double.IsNaN(value)
                   orderby name
                   select (name, value),
            ];
        }
        catch (Exception e) when (
            e is HttpRequestException or JsonException or KeyNotFoundException or InvalidOperationException or FormatException
            || (e is TaskCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return [];
        }
    }
}
