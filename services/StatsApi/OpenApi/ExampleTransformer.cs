using System.Reflection;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.Routing.Template;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.OpenApi;
using Stats.Contracts;
using Stats.Store;
using StatsApi.LiveUpdates;
using StatsApi.MatchPages;

namespace StatsApi.OpenApi;

/// <summary>
/// Adds the examples in <c>Examples/</c>, responses for the sample season, with their ids and filters as examples of parameters. A test
/// requests each of them from a running system.
/// </summary>
internal sealed class ExampleTransformer : IOpenApiOperationTransformer
{
    private const string Json = "application/json";
    private const string EventStream = "text/event-stream";

    // The event of the sample season's correction, as in the README.
    private static readonly PublicChange Correction = new(
        381,
        1764000000000000,
        0,
        "en.1.2015-16.leicester-city.arsenal",
        new Dictionary<string, long>
        {
            ["overall"] = 381,
            ["overall@2015-16"] = 381,
            ["competition:en.1"] = 381,
            ["competition:en.1@2015-16"] = 381,
            ["club:leicester-city"] = 39,
            ["club:leicester-city@2015-16"] = 39,
            ["club:arsenal"] = 39,
            ["club:arsenal@2015-16"] = 39,
            ["match:en.1.2015-16.leicester-city.arsenal"] = 2,
        },
        new DateTimeOffset(2026, 11, 26, 14, 0, 3, TimeSpan.Zero));

    private static readonly ChangedMatch Corrected = new(
        Correction.MatchId,
        new DateTime(2015, 9, 26, 15, 0, 0, DateTimeKind.Utc),
        new Competition("en.1", "Premier League"),
        "2015-16",
        new Club("leicester-city", "Leicester City"),
        new Club("arsenal", "Arsenal"),
        new Scoreline(5, 2),
        Voided: false);

    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        if (operation.Responses?["200"].Content is { } content && content.TryGetValue(EventStream, out var answer) && answer is OpenApiMediaType stream)
            stream.Example = Events();
        if (Read($"{operation.OperationId}.json") is not { } example)
            return Task.CompletedTask;
        var address = (string)example["address"]!;
        if (operation.Responses?["200"].Content?[Json] is OpenApiMediaType page)
            page.Examples = Of($"{context.Description.HttpMethod} {address}", example["answer"]!);
        if (example["body"] is { } body && operation.RequestBody?.Content?[Json] is OpenApiMediaType asked)
            asked.Examples = Of("Another result", body);
        var values = Values(context.Description.RelativePath!, address);
        foreach (var parameter in operation.Parameters?.OfType<OpenApiParameter>() ?? [])
        {
            if (values.TryGetValue(parameter.Name!, out var value))
                parameter.Example = value;
        }
        return Task.CompletedTask;
    }

    private static string Events()
    {
        var place = new LiveUpdates.EventId(Correction.Generation, Correction.N);
        var events = new[]
        {
            LiveEvent.Ready(place with { Change = place.Change - 1 }), LiveEvent.Of(Correction, Corrected), LiveEvent.Reset(place with { Change = place.Change + 1 }, LiveEvent.Rebuilt),
        };
        return string.Concat(events.Select(live => Encoding.UTF8.GetString(live.Frame)));
    }

    private static Dictionary<string, IOpenApiExample> Of(string summary, JsonNode value) =>
        new() { ["season"] = new OpenApiExample { Summary = summary, Value = value.DeepClone() } };

    private static Dictionary<string, string> Values(string template, string address)
    {
        var parts = address.Split('?');
        var path = new RouteValueDictionary();
        new TemplateMatcher(TemplateParser.Parse(template), []).TryMatch(parts[0], path);
        var query = QueryHelpers.ParseQuery(parts.ElementAtOrDefault(1));
        return path.Select(pair => KeyValuePair.Create(pair.Key, $"{pair.Value}"))
            .Concat(query.Select(pair => KeyValuePair.Create(pair.Key, $"{pair.Value}"))).ToDictionary();
    }

    private static JsonNode? Read(string name)
    {
        using var file = Assembly.GetExecutingAssembly().GetManifestResourceStream(name);
        return file is null ? null : JsonNode.Parse(file);
    }
}
