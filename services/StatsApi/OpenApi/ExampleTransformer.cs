using System.Reflection;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.Routing.Template;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.OpenApi;

namespace StatsApi.OpenApi;

/// <summary>
/// Shows what the sample season is answered with: of each operation that has one, the example in <c>Examples/</c>, and its ids and filters as
/// examples of the parameters. A test asks for each on a running system.
/// </summary>
internal sealed class ExampleTransformer : IOpenApiOperationTransformer
{
    private const string Json = "application/json";

    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        if (Read($"{operation.OperationId}.json") is not { } example)
            return Task.CompletedTask;
        var address = (string)example["address"]!;
        if (operation.Responses?["200"].Content?[Json] is OpenApiMediaType answer)
            answer.Examples = Of($"{context.Description.HttpMethod} {address}", example["answer"]!);
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
