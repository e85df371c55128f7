using System.Text.Json.Nodes;
using Stats.Tests.Deployment;
using StatsApi.Queries;

namespace Stats.Tests.Api.Description;

/// <summary>The description in <c>contracts/openapi</c> is the one that the code gives, and stays one that clients can rely on.</summary>
public sealed class DescriptionTests(PageProbe probe) : IClassFixture<PageProbe>
{
    /// <summary>The committed description.</summary>
    public static string File { get; } = Checkout.PathOf("contracts/openapi/v1.json");

    // `additions` writes what breaks no client, `breaks` writes anything.
    private static readonly string? Accepted = Environment.GetEnvironmentVariable("STATS_ACCEPT");

    [Fact]
    public async Task The_committed_description_is_the_one_of_the_code()
    {
        var described = await probe.DescriptionAsync();
        var committed = System.IO.File.Exists(File) ? await System.IO.File.ReadAllTextAsync(File) : """{"paths":{}}""";
        var breaks = BreakingChanges.Between(JsonNode.Parse(committed)!, JsonNode.Parse(described)!);
        if (Accepted == "breaks" || Accepted == "additions" && breaks.Count == 0)
            await System.IO.File.WriteAllTextAsync(File, described);
        else if (breaks.Count > 0)
            Assert.Fail($"Clients break: {string.Join("; ", breaks)}. If that is meant, run this test with STATS_ACCEPT=breaks and say so in the commit.");
        else
            Assert.True(committed == described, $"{File} is not what the code says. Run this test with STATS_ACCEPT=additions, and commit what it writes.");
    }

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
