using System.Text.Json.Nodes;

namespace Stats.IntegrationTests.Api;

/// <summary>Every filter of the models' pages and of the lists, alone and combined, against the oracle.</summary>
public sealed class PageFilterTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task Any_page_of_a_model_is_what_the_oracle_says()
    {
        for (var seed = 0; seed < Soak.Times(150, 7_500); seed++)
        {
            var random = new Random(seed);
            var asked = new AskedModel(World.Models[random.Next(World.Models.Length)], AskedTable.Any(random));
            var path = asked.Path(random);
            var (page, next) = await api.GetAsync(path);
            AssertSame(asked.Data(api.Oracle), page["data"]!, $"seed {seed}, {path}");
            Assert.Null(page["meta"]!["pagination"]);
            Assert.Null(next);
        }
    }

    [Fact]
    public async Task Any_list_is_what_the_oracle_says_page_by_page()
    {
        for (var seed = 0; seed < Soak.Times(200, 10_000); seed++)
        {
            var asked = AskedList.Any(new Random(seed));
            var (path, about) = (asked.Path(), $"seed {seed}, {asked.Path()}");
            var rows = asked.Rows(api.Oracle);
            var pages = rows.Chunk(asked.Limit ?? 50).DefaultIfEmpty([]).ToArray();
            for (var n = 0; n < pages.Length; n++)
            {
                var (page, next) = await api.GetAsync(path);
                AssertSame(new JsonArray([.. pages[n]]), page["data"]!, about);
                Assert.Equal((rows.Count, n < pages.Length - 1), ((int)page["meta"]!["pagination"]!["totalCount"]!, next is not null));
                path = next ?? "";
            }
        }
    }

    private static void AssertSame(JsonNode expected, JsonNode actual, string about) => Assert.True(
        JsonNode.DeepEquals(JsonNode.Parse(expected.ToJsonString()), actual), $"{about}:\n{expected.ToJsonString()}\n{actual.ToJsonString()}");
}
