using System.Text.Json.Nodes;
using Stats.Contracts;

namespace Stats.IntegrationTests.Api;

/// <summary>Every filter of the model pages and of the lists, alone and combined, compared with the oracle.</summary>
[Collection(ApiFixture.Readers)]
public sealed class PageFilterTests(ApiFixture api)
{
    [Fact]
    public async Task Model_pages_with_random_filters_equal_the_oracle()
    {
        for (var seed = 0; seed < Soak.Times(150, 7_500); seed++)
        {
            var random = new Random(seed);
            var asked = AskedModel.Any(random);
            var path = asked.Path(random);
            var (page, next) = await api.GetAsync(path);
            AssertSame(asked.Data(api.Oracle), page["data"]!, $"seed {seed}, {path}");
            Assert.Null(page["meta"]!["pagination"]);
            Assert.Null(next);
        }
    }

    [Fact]
    public async Task Lists_with_random_filters_equal_the_oracle_page_by_page()
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

    [Fact]
    public async Task Corrections_are_filtered_by_since_season_and_competition()
    {
        var (all, _) = await api.GetAsync("corrections?limit=100");
        var log = all["data"]!.AsArray().Select(entry => entry!).ToArray();
        Assert.Equal(
            api.MadeUpLeagues.Messages.OfType<MatchVoided>().Select(withdrawal => withdrawal.MatchId).Reverse(),
            log.Select(entry => (string?)entry["matchId"]));
        for (var seed = 0; seed < Soak.Times(60, 3_000); seed++)
        {
            var random = new Random(seed);
            var scope = AskedTable.Any(random).Scope with { Club = null, IsHome = null, From = null, To = null };
            var (since, limit) = (random.Next(2) == 0 ? (long)random.GetItems(log, 1)[0]["change"]! : 0, random.Next(1, 5));
            var expected = log.Where(entry => (long)entry["change"]! > since
                && (scope.Season is null || (string?)entry["after"]!["season"] == scope.Season)
                && (scope.Competition is null || (string?)entry["after"]!["competitionId"] == scope.Competition)).ToArray();
            string? path = $"corrections?since={since}&limit={limit}{scope.Query()}";
            foreach (var entries in expected.Chunk(limit).DefaultIfEmpty([]))
            {
                var (page, next) = await api.GetAsync(path!);
                AssertSame(new JsonArray([.. entries.Select(entry => entry.DeepClone())]), page["data"]!, $"seed {seed}, {path}");
                Assert.Equal(expected.Length, (int)page["meta"]!["pagination"]!["totalCount"]!);
                path = next;
            }
            Assert.Null(path);
        }
    }

    private static void AssertSame(JsonNode expected, JsonNode actual, string about) => Assert.True(
        JsonNode.DeepEquals(JsonNode.Parse(expected.ToJsonString()), actual),
        $"{about}:\n{expected.ToJsonString()}\n{actual.ToJsonString()}");
}
