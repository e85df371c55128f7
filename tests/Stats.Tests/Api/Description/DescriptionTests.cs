using System.Text.Json.Nodes;
using Stats.Tests.Contracts.Schemas;
using Stats.Tests.Deployment;
using StatsApi.Queries;

namespace Stats.Tests.Api.Description;

/// <summary>The description in <c>contracts/openapi</c> is the one that the code gives, and stays one that clients can rely on.</summary>
public sealed class DescriptionTests(PageProbe probe) : IClassFixture<PageProbe>
{
    /// <summary>The committed description.</summary>
    public static string File { get; } = Checkout.PathOf("contracts/openapi/v1.json");

    [Fact]
    public async Task The_committed_description_is_the_one_of_the_code() =>
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
        Assert.Equal(Parameter.ByName.Keys.Order(), described.Distinct().Order());
    }
}
