using System.Text.Json.Nodes;
using static Stats.IntegrationTests.Facts;

namespace Stats.IntegrationTests.WholeSystem;

/// <summary><c>statsctl cache</c> beside a running system.</summary>
[Collection(SystemFixture.Collection)]
public sealed class CacheCommandTests(SystemFixture fixture)
{
    [Fact]
    public async Task An_operator_can_list_and_purge_cached_pages()
    {
        await using var system = await fixture.StartAsync();
        await system.PublishAsync(Prediction("m1", "alice", 1, 0), Result("m1", 1, 0));
        await system.SettleAsync("exists (select from stats.match where id = 'm1')");
        // Removes the pages that other systems left in this Redis.
        Assert.Equal(0, (await StatsctlAsync("purge", "{stats}:*")).Code);
        foreach (var page in new[] { "club/reds", "club/reds", "club/blues", "competition/xx.1" })
            await system.GetAsync(page);

        var club = (await StatsAsync())["club"];
        Assert.Equal(2, (int)club["entries"]!);
        Assert.True((long)club["bytes"]! > 1000);

        Assert.Equal((0, "Unlinked 2 pages."), await StatsctlAsync("purge", "{stats}:club:*"));
        Assert.Equal((0, 1), ((int)(await StatsAsync())["club"]["entries"]!, (int)(await StatsAsync())["competition"]["entries"]!));
        Assert.Contains("Entries", (await StatsctlAsync("stats")).Said);
        var (code, said) = await StatsctlAsync("purge", "club:*");
        Assert.Equal(1, code);
        Assert.Contains("{stats}:club:*", said);
    }

    private async Task<Dictionary<string, JsonNode>> StatsAsync()
    {
        var (code, said) = await StatsctlAsync("stats", "--json");
        Assert.True(code == 0, said);
        return JsonNode.Parse(said)!["levels"]!.AsArray().ToDictionary(level => (string)level!["level"]!, level => level!);
    }

    private Task<(int Code, string Said)> StatsctlAsync(params string[] arguments) =>
        fixture.Servers.StatsctlAsync(["cache", .. arguments]);
}
