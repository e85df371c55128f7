using RabbitMQ.Client;
using Stats.Contracts;
using Stats.Contracts.Feed;
using static Stats.IntegrationTests.WholeSystem.Facts;

namespace Stats.IntegrationTests.WholeSystem;

/// <summary>Refused messages with large headers, which leave no room in a frame for the headers of the refusal.</summary>
[Collection(SystemFixture.Collection)]
public sealed class HeaderSizeTests(SystemFixture fixture) : SystemTests(fixture)
{
    /// <summary>
    /// With the headers of the refusal, large headers would exceed the broker's limit of 128 KiB. The broker would close the connection, a
    /// hundred times for each message.
    /// </summary>
    [Fact]
    public async Task A_refused_message_with_large_headers_is_moved_without_them_and_blocks_no_other_message()
    {
        var large = new Dictionary<string, object?> { ["own"] = new string('x', 130_200) };
        var many = Enumerable.Range(0, 2_500)
            .ToDictionary(n => $"own-{n:0000}", n => (object?)new List<object?> { n, new string('y', 20) });
        var nested = Enumerable.Range(0, 2_000).Aggregate(new List<object?>(), (inner, _) => [inner]);
        var deep = new Dictionary<string, object?> { ["own-deep"] = nested };
        foreach (var headers in new[] { large, many, deep })
        {
            var properties = new BasicProperties { ContentType = "application/json", Headers = headers };
            await System.PublishRawAsync(FeedExchange.Name, FeedExchange.MatchCompleted, "{}", properties);
        }
        await System.PublishAsync(Result("neighbour", 1, 0));
        await System.SettleAsync("exists (select from stats.match where id = 'neighbour')");
        for (var n = 0; n < 3; n++)
        {
            var (body, headers) = await System.TakeAsync($"{Queues.ScoringResults}_error");
            Assert.Equal(("{}", Refusal.MissingField), (body, headers[Refusal.ReasonHeader]));
            Assert.StartsWith("own", headers[Refusal.LeftOutHeader]);
            Assert.DoesNotContain(headers.Keys, name => name.StartsWith("own", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Headers_that_leave_enough_room_are_kept()
    {
        var own = new string('x', 60_000);
        var properties = new BasicProperties
        {
            ContentType = "application/json",
            Headers = new Dictionary<string, object?> { ["own"] = own },
        };
        await System.PublishRawAsync(FeedExchange.Name, FeedExchange.MatchCompleted, "{}", properties);
        var (_, headers) = await System.TakeAsync($"{Queues.ScoringResults}_error");
        Assert.Equal(own, headers["own"]);
        Assert.False(headers.ContainsKey(Refusal.LeftOutHeader));
    }
}
