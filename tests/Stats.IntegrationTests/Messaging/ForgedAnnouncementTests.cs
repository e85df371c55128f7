using System.Text.Json;
using System.Text.Json.Nodes;
using Messaging;
using RabbitMQ.Client;
using Stats.Contracts;
using Stats.Contracts.Feed;
using static Stats.IntegrationTests.Facts;

namespace Stats.IntegrationTests.Messaging;

/// <summary>The service accepts an announcement only if the database confirms it.</summary>
[Collection(SystemFixture.Fed)]
public sealed class ForgedAnnouncementTests(OwnServersFixture fixture) : SystemTests(fixture)
{
    private const string Page = "leaderboard";

    private protected override async Task BeginAsync()
    {
        await System.PublishAsync(Prediction("m1", "alice", 1, 0), Result("m1", 1, 0));
        await System.SettleAsync("exists (select from stats.match where id = 'm1')");
        Assert.Equal("hit", await StatusOfSecondReadAsync());
    }

    private protected override Task EndAsync() => System.PurgeAsync($"{Queues.InvalidatorPoints}_error");

    [Fact]
    public async Task An_unknown_generation_or_version_is_refused_and_an_earlier_generation_dropped_and_pages_stay_cached()
    {
        var generation = await System.ScalarAsync<long>("select value from stats.generation");
        var next = 1 + await System.ScalarAsync<long>("select version from stats.tag_version where tag = 'overall'");
        foreach (var (tag, version, claimed, field) in new (string, long, long, string?)[]
        {
            (Tags.Overall, 1, long.MaxValue, "generation"),
            (Tags.Overall, 9_000_000_000_000_000_000, generation, "tags"),
            (Tags.Overall, next, generation, "tags"),
            (Tags.Overall, 0, generation, "tags"),
            (Tags.Overall, -1, generation, "tags"),
            ("club:never-played", 1, generation, "tags"),
            (Tags.Overall, long.MaxValue, generation - 1, null),
        })
        {
            await AnnounceAsync(tag, version, claimed);
            if (field is not null)
                await IsRefusedAsync(field);
            await System.SettleAsync("true");
            Assert.Equal(0u, await System.CountAsync($"{Queues.InvalidatorPoints}_error"));
            Assert.Equal("hit", await StatusOfSecondReadAsync());
        }
    }

    [Fact]
    public async Task A_version_that_the_database_confirms_is_accepted()
    {
        // Control: the check of versions must accept these messages.
        await System.PublishAsync(Prediction("m2", "alice", 2, 0), Result("m2", 2, 0));
        await System.SettleAsync("exists (select from stats.match where id = 'm2')");
        Assert.Equal("hit", await StatusOfSecondReadAsync());
        var version = await System.ScalarAsync<long>("select version from stats.tag_version where tag = 'overall'");
        await AnnounceAsync(Tags.Overall, version, await System.ScalarAsync<long>("select value from stats.generation"));
        await System.SettleAsync("true");
        Assert.Equal(0u, await System.CountAsync($"{Queues.InvalidatorPoints}_error"));
    }

    private async Task IsRefusedAsync(string field)
    {
        var (_, headers) = await System.TakeAsync($"{Queues.InvalidatorPoints}_error");
        Assert.Equal(
            ("unconfirmed", field, "CacheInvalidator"),
            (headers[Refusal.ReasonHeader], headers[Refusal.FieldHeader], headers[Refusal.ServiceHeader]));
    }

    private async Task<string> StatusOfSecondReadAsync()
    {
        using var http = System.ClientWithKey(System.Services.ApiKey);
        using var first = await http.GetAsync($"api/stats/{Page}");
        using var second = await http.GetAsync($"api/stats/{Page}");
        var status = second.Headers.GetValues("Cache-Status").Single();
        return status.Contains("; hit", StringComparison.Ordinal) ? "hit" : status;
    }

    private Task AnnounceAsync(string tag, long version, long generation) => System.PublishRawAsync(
        "Stats.Contracts:PointsCalculated",
        "",
        new JsonObject
        {
            ["messageType"] = new JsonArray("urn:message:Stats.Contracts:PointsCalculated"),
            ["message"] = JsonSerializer.SerializeToNode(
                ForgedPoints.Of(new Dictionary<string, long> { [tag] = version }, generation), ContractJson.Default.PointsCalculated),
        }.ToJsonString(),
        new BasicProperties { ContentType = MassTransitEnvelope.ContentType.MediaType });
}
