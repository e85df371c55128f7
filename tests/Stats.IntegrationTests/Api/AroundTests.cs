using System.Text.Json.Nodes;

namespace Stats.IntegrationTests.Api;

/// <summary><c>around</c> returns the part of a table around a model's row.</summary>
[Collection(ApiFixture.Readers)]
public sealed class AroundTests(ApiFixture api)
{
    [Fact]
    public async Task A_page_around_a_model_links_to_the_rows_below()
    {
        var table = api.Oracle.Table(new()).Select(row => row.ModelId).ToArray();
        var (page, next) = await api.GetAsync($"leaderboard?limit=3&around={table[2]}");
        Assert.Equal(table[1..4], Models(page));
        Assert.DoesNotContain("around", next, StringComparison.Ordinal);
        Assert.Equal(table[4..7], Models((await api.GetAsync(next!)).Page));
        Assert.Equal(table[^3..], Models((await api.GetAsync($"leaderboard?limit=3&around={table[^1]}")).Page));
        Assert.Equal(table[..3], Models((await api.GetAsync($"leaderboard?limit=3&around={table[0]}")).Page));
        // A known model without a row in the table, and an unknown model.
        foreach (var model in new[] { MadeUpLeagues.Models[^1], "nobody" })
        {
            (page, next) = await api.GetAsync($"leaderboard?limit=3&around={model}");
            Assert.Empty(Models(page));
            Assert.Null(next);
            Assert.Equal(table.Length, (int)page["meta"]!["pagination"]!["totalCount"]!);
        }
    }

    private static IEnumerable<string> Models(JsonNode page) => page["data"]!.AsArray().Select(row => (string)row!["modelId"]!);
}
