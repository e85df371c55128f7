using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;
using Stats.Tests.Deployment;
using StatsApi.Queries;

namespace Stats.Tests.Api.Description;

/// <summary>The description in <c>contracts/openapi</c> matches the code and stays compatible with existing clients.</summary>
public sealed class DescriptionTests(PageProbe probe) : IClassFixture<PageProbe>
{
    // The framework describes an undocumented response with its reason phrase.
    private static readonly string[] Phrases =
        [.. Enum.GetValues<HttpStatusCode>().Select(status => ReasonPhrases.GetReasonPhrase((int)status))];

    /// <summary>The committed description.</summary>
    public static string File { get; } = Checkout.PathOf("contracts/openapi/v1.json");

    [Fact]
    public async Task The_committed_description_matches_the_code() =>
        await GeneratedFile.CheckAsync(File, await probe.DescriptionAsync(), BreakingChanges.Between);

    [Fact]
    public async Task Every_page_is_described_with_every_parameter_that_it_takes()
    {
        var paths = JsonNode.Parse(await probe.DescriptionAsync())!["paths"]!.AsObject();
        Assert.Equal(probe.AllRoutes.Order(), paths.Select(path => path.Key).Order());
        var described = paths
            .SelectMany(path => path.Value!["get"]?["parameters"]?.AsArray() ?? [])
            .Where(parameter => $"{parameter!["in"]}" == "query")
            .Select(parameter => $"{parameter!["name"]}");
        Assert.Equal(Parameter.All.Select(parameter => parameter.Name), described.Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Every_parameter_response_and_member_has_a_description()
    {
        var description = JsonNode.Parse(await probe.DescriptionAsync())!;
        var operations = description["paths"]!.AsObject()
            .SelectMany(path => path.Value!.AsObject())
            .Select(operation => operation.Value!)
            .ToArray();
        var parameters = operations
            .SelectMany(operation => operation["parameters"]?.AsArray() ?? [])
            .Select(parameter => ($"{parameter!["name"]}", parameter));
        var refusals = operations
            .SelectMany(operation => operation["responses"]!.AsObject())
            .Where(response => response.Key != "200")
            .Select(response => (response.Key, response.Value!));
        var members = description["components"]!["schemas"]!.AsObject()
            .SelectMany(schema => schema.Value!["properties"]!.AsObject().Select(member => ($"{schema.Key}.{member.Key}", member.Value!)));
        var silent = parameters.Concat(refusals).Concat(members)
            .Where(thing => DescriptionOf(thing.Item2) is not { } text || Phrases.Contains($"{text}"))
            .Select(thing => thing.Item1);
        Assert.Empty(silent.Distinct());

        // The description of a nullable member is on the other alternative of its oneOf.
        static JsonNode? DescriptionOf(JsonNode thing) => thing["description"]
            ?? thing["oneOf"]?.AsArray().Select(either => either!["description"]).FirstOrDefault(text => text is not null);
    }
}
