using System.Diagnostics;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Launcher;
using MassTransit;
using Messaging;
using RabbitMQ.Client;
using Stats.Contracts;
using Stats.Contracts.Feed;
using static Stats.IntegrationTests.Facts;

namespace Stats.IntegrationTests.Messaging;

/// <summary>A message affects only data: no address in it makes a service publish, declare or bind.</summary>
[Collection(SystemFixture.Fed)]
public sealed class AddressTests(OwnServersFixture fixture) : SystemTests(fixture)
{
    // The last queue has arguments. A declaration by its address alone lacks them, so the broker would close the service's channel.
    private static readonly string[] Addresses =
        ["queue:commanded-queue", "exchange:commanded-exchange", "topic:commanded-topic", $"queue:{Queues.ScoringPredictions}"];

    [Fact]
    public async Task No_address_in_a_message_of_the_feed_makes_a_service_publish_declare_or_bind()
    {
        await ScoreAsync("before");
        var before = await EntitiesAsync();
        foreach (var (n, address) in Addresses.Index())
        {
            await System.PublishAsync(Prediction($"m{n}", "alice", 1, 0), Result($"m{n}", 1, 0));
            await System.SettleAsync($"exists (select from stats.match where id = 'm{n}')");
            // Each path through the service: accepted, refused when parsed, and refused by the decider.
            foreach (var (routingKey, body) in new[]
            {
                (FeedExchange.PredictionSubmitted, Body(Prediction($"m{n}", "bob", 0, 0))),
                (FeedExchange.PredictionSubmitted, "{}"),
                (FeedExchange.MatchCompleted, Body(Result($"taken-{n}", 1, 0))),
                (FeedExchange.MatchCompleted, "{}"),
                (FeedExchange.MatchCompleted, Body(Result($"m{n}", 4, 4))),
            })
            {
                await System.PublishRawAsync(FeedExchange.Name, routingKey, body, Commanding(address, "application/json"));
                await System.PublishRawAsync(
                    FeedExchange.Name,
                    routingKey,
                    Envelope(TypeOf(routingKey), body, address),
                    Commanding(address, MassTransitEnvelope.ContentType.MediaType));
            }
            await System.SettleAsync(
                $"exists (select from stats.match where id = 'taken-{n}') " +
                $"and exists (select from stats.prediction where match_id = 'm{n}' and model_id = 'bob')");
        }
        Assert.Equal((uint)(2 * 2 * Addresses.Length), await System.CountAsync($"{Queues.ScoringResults}_error"));
        Assert.Equal((uint)(2 * Addresses.Length), await System.CountAsync($"{Queues.ScoringPredictions}_error"));
        await NothingWasMadeAsync(before);
        await System.PurgeAsync($"{Queues.ScoringResults}_error");
        await System.PurgeAsync($"{Queues.ScoringPredictions}_error");
    }

    [Fact]
    public async Task No_address_in_an_announcement_makes_a_service_publish_declare_or_bind()
    {
        await ScoreAsync("announced");
        var before = await EntitiesAsync();
        var tags = new Dictionary<string, long> { [Tags.Overall] = 1 };
        object[] forged =
        [
            ForgedPoints.Of(tags, generation: long.MaxValue),
            ForgedPoints.Of(tags, generation: 1),
            new { },
            new { tags = 1 },
        ];
        foreach (var address in Addresses)
        {
            foreach (var points in forged)
            {
                await System.PublishRawAsync(
                    "Stats.Contracts:PointsCalculated",
                    "",
                    Envelope(typeof(PointsCalculated), JsonSerializer.Serialize(points, JsonSerializerOptions.Web), address),
                    Commanding(address, MassTransitEnvelope.ContentType.MediaType));
            }
        }
        await Eventually.HoldsAsync(
            async () => await System.CountAsync($"{Queues.InvalidatorPoints}_error") == 3 * Addresses.Length);
        await NothingWasMadeAsync(before);
        await System.PurgeAsync($"{Queues.InvalidatorPoints}_error");
    }

    private async Task NothingWasMadeAsync(IReadOnlyList<string> before)
    {
        var clock = Stopwatch.StartNew();
        await ScoreAsync("after");
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(20), $"The next match was scored only after {clock.Elapsed}.");
        Assert.Equal(before, await EntitiesAsync());
        foreach (var name in new[] { "commanded-queue", "commanded-exchange", "commanded-topic" })
            Assert.False(await BrokerEntities.ExistsAsync(System.Connection, name), $"{name} was declared.");
    }

    private Task<IReadOnlyList<string>> EntitiesAsync() =>
        Fixture.Servers.IsOurs(Server.RabbitMq) ? BrokerEntities.ListAsync(Fixture.Servers) : Task.FromResult<IReadOnlyList<string>>([]);

    private async Task ScoreAsync(string match)
    {
        await System.PublishAsync(Prediction(match, "alice", 1, 0), Result(match, 1, 0));
        await System.SettleAsync($"exists (select from stats.match where id = '{match}')");
    }

    private static Type TypeOf(string routingKey) =>
        routingKey == FeedExchange.PredictionSubmitted ? typeof(PredictionSubmitted) : typeof(MatchCompleted);

    /// <summary>The address in every header that MassTransit knows, and in <c>reply-to</c>.</summary>
    private static BasicProperties Commanding(string address, string contentType) => new()
    {
        ContentType = contentType,
        ReplyTo = "commanded-queue",
        CorrelationId = $"{Guid.NewGuid()}",
        Headers = KnownHeaders().ToDictionary(name => name, object? (_) => address),
    };

    private static IEnumerable<string> KnownHeaders() => new[] { typeof(MessageHeaders) }.Concat(typeof(MessageHeaders).GetNestedTypes())
        .SelectMany(type => type.GetFields(BindingFlags.Public | BindingFlags.Static))
        .Where(field => field is { IsLiteral: true, FieldType.Name: nameof(String) })
        .Select(field => (string)field.GetRawConstantValue()!)
        // Except the headers that identify the format.
        .Where(name => name is not ("Content-Type" or "ContentType"))
        .Distinct(StringComparer.OrdinalIgnoreCase);

    private static string Envelope(Type type, string message, string address) => new JsonObject
    {
        ["messageId"] = $"{Guid.NewGuid()}",
        ["requestId"] = $"{Guid.NewGuid()}",
        ["correlationId"] = $"{Guid.NewGuid()}",
        ["sourceAddress"] = address,
        ["destinationAddress"] = address,
        ["responseAddress"] = address,
        ["faultAddress"] = address,
        ["messageType"] = new JsonArray($"urn:message:{type.Namespace}:{type.Name}"),
        ["message"] = JsonNode.Parse(message),
        ["headers"] = new JsonObject(KnownHeaders().Select(name => KeyValuePair.Create(name, (JsonNode?)address))),
    }.ToJsonString();
}
