using System.Text.Json.Nodes;
using StackExchange.Redis;
using Stats.Cache;

namespace Stats.IntegrationTests.WholeSystem;

/// <summary>Exact invalidation (I3) on the running system: a match invalidates exactly the pages that it changes.</summary>
[Collection(SystemFixture.Collection)]
public sealed class ExactnessTests(SystemFixture fixture) : SystemTests(fixture)
{
    private HttpClient _http = null!;

    private protected override async Task BeginAsync()
    {
        _http = System.ClientWithKey(System.Services.ApiKey);
        await System.PublishAsync([.. TwoLeagues.Messages()]);
        await System.SettleAsync("(select count(*) from stats.match) = 5 and (select count(*) from stats.prediction) = 15");
    }

    private protected override Task EndAsync()
    {
        _http.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task A_match_of_one_league_keeps_every_page_of_the_other_cached()
    {
        string[] untouched = [.. TwoLeagues.OfTheOtherLeague, .. TwoLeagues.OfTheSameLeague];
        string[] touched = [.. TwoLeagues.Changed, .. TwoLeagues.OfEverything];
        await WarmAsync([.. untouched, .. touched]);
        var before = await ReadAsync([.. untouched, .. touched]);

        await System.PublishAsync([.. TwoLeagues.Completing()]);
        await System.SettleAsync("(select count(*) from stats.match) = 6 and (select count(*) from stats.prediction) = 18");

        var after = await ReadAsync([.. untouched, .. touched]);
        Assert.Equal(untouched, untouched.Where(path => after[path].IsHit));
        Assert.DoesNotContain(touched, path => after[path].IsHit);
        // The new pages include the match: its three models have one more prediction in every table.
        Assert.All(touched.Where(path => !path.StartsWith("corrections", StringComparison.Ordinal)), path =>
            Assert.False(JsonNode.DeepEquals(before[path].Data, after[path].Data), path));

        // Without the cache, all pages have the same data, so no page shows the match without depending on its tags.
        using var redis = await ConnectionMultiplexer.ConnectAsync(Fixture.Servers.Redis);
        await redis.GetDatabase().KeyDeleteAsync(CacheKeys.Fence);
        var fresh = await ReadAsync([.. untouched, .. touched]);
        Assert.All(fresh, page => Assert.False(page.Value.IsHit, page.Key));
        Assert.All(fresh, page => Assert.True(JsonNode.DeepEquals(page.Value.Data, after[page.Key].Data), page.Key));
    }

    private async Task WarmAsync(IReadOnlyList<string> paths)
    {
        // On a busy machine a read may bypass the cache, which has half a second to reply.
        for (var round = 0; round < 5; round++)
            await ReadAsync(paths);
        Assert.All(await ReadAsync(paths), page => Assert.True(page.Value.IsHit, page.Key));
    }

    private async Task<Dictionary<string, (bool IsHit, JsonNode Data)>> ReadAsync(IEnumerable<string> paths)
    {
        var pages = new Dictionary<string, (bool, JsonNode)>();
        foreach (var path in paths)
        {
            using var response = await _http.GetAsync($"api/stats/{path}");
            var body = await response.Content.ReadAsStringAsync();
            Assert.True(response.IsSuccessStatusCode, $"GET {path}: {(int)response.StatusCode} {body}");
            var page = JsonNode.Parse(body)!;
            var isHit = response.Headers.GetValues("Cache-Status").Single() == "stats; hit";
            Assert.Equal(isHit, page["meta"]!["cached"]!.GetValue<bool>());
            pages.Add(path, (isHit, page["data"]!));
        }
        return pages;
    }
}
