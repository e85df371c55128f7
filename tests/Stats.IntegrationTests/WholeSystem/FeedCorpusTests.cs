using System.Text;
using System.Text.Json.Nodes;
using RabbitMQ.Client;
using Stats.Contracts;
using Stats.Contracts.Feed;
using static Stats.IntegrationTests.WholeSystem.Facts;

namespace Stats.IntegrationTests.WholeSystem;

/// <summary>What a feed may send by mistake: each ends where it should, and the neighbours are scored.</summary>
[Collection(SystemFixture.Collection)]
public sealed class FeedCorpusTests(SystemFixture fixture) : IAsyncLifetime
{
    private const string Results = Queues.ScoringResults;

    private static readonly string Good = Body(Result("corpus", 2, 1));

    private RunningSystem _system = null!;

    public async Task InitializeAsync() => _system = await fixture.StartAsync();

    public async Task DisposeAsync() => await _system.DisposeAsync();

    [Fact]
    public async Task Bad_messages_are_refused_unchanged_and_odd_ones_are_taken()
    {
        await BadBodiesAreRefusedUnchanged();
        await OddPropertiesAreTaken();
        await CloudEventsAreTakenAndBadOnesRefused();
        await OfRandomMessagesEachIsStoredOrRefused();
        await _system.PublishAsync(Prediction("after", "alice", 1, 0), Result("after", 1, 0));
        await _system.SettleAsync("(select count(*) from stats.prediction where match_id = 'after') = 1 and exists (select from stats.match where id = 'after')");
    }

    private async Task BadBodiesAreRefusedUnchanged()
    {
        const string Trace = "0af7651916cd43dd8448eb211c80319c";
        var properties = new BasicProperties
        {
            ContentType = "application/json",
            Headers = new Dictionary<string, object?> { ["traceparent"] = $"00-{Trace}-b7ad6b7169203331-01" },
        };
        foreach (var (body, reason, field) in BadBodies().ToList())
        {
            await _system.PublishRawAsync(FeedExchange.Name, FeedExchange.MatchCompleted, body, properties);
            var (taken, headers) = await _system.TakeBytesAsync($"{Results}_error");
            var excerpt = Encoding.UTF8.GetString(body.AsSpan(0, Math.Min(body.Length, 300)));
            Assert.True(body.AsSpan().SequenceEqual(taken), $"changed: {excerpt}");
            Assert.True((reason, field) == (headers[Refusal.ReasonHeader], headers[Refusal.FieldHeader]), $"{headers[Refusal.ReasonHeader]} {headers[Refusal.FieldHeader]}: {excerpt}");
            Assert.True(DateTimeOffset.UtcNow - DateTimeOffset.Parse(headers[Refusal.TimeHeader]) < TimeSpan.FromMinutes(2));
            Assert.Equal((Trace, "ScoringService"), (headers[Refusal.TraceHeader], headers[Refusal.ServiceHeader]));
        }
        Assert.Equal(0, await _system.ScalarAsync<long>("select count(*) from stats.match"));
    }

    private static IEnumerable<(byte[] Body, string Reason, string Field)> BadBodies()
    {
        foreach (var cut in new[] { 0, 1, Good.Length / 2, Good.Length - 1 })
            yield return (Utf8(Good[..cut]), Refusal.BadJson, "");
        yield return (Utf8($"{Good}{Good}"), Refusal.BadJson, "");
        yield return (Utf8($"[{Good}]"), Refusal.BadJson, "");
        yield return (Utf8("null"), Refusal.BadJson, "");
        yield return (Utf8(Good.Replace("\"revision\":1", "\"revision\":1,\"revision\":1")), Refusal.BadJson, "");
        yield return (Utf8(new string('[', 100_000)), Refusal.BadJson, "");
        yield return (Utf8(Good.Insert(1, $"\"x\":{new string('[', 1000)}{new string(']', 1000)},")), Refusal.BadJson, "");
        yield return ([.. Utf8(Good[..^1]), 0xff, (byte)'}'], Refusal.BadJson, "");
        yield return (Utf8(Good.Insert(1, $"\"x\":\"{new string('x', 2 << 20)}\",")), Refusal.TooLarge, "");
        foreach (var (path, value, reason) in new[]
        {
            ("score.regularTime.home", "1000000000", Refusal.BadGoals),
            ("score.regularTime.away", "1e999", Refusal.BadGoals),
            ("matchId", "\"a b\"", Refusal.BadId),
            ("matchId", "\"a\\n\"", Refusal.BadId),
            ("homeClub.id", $"\"{new string('x', 129)}\"", Refusal.BadId),
            ("kickoff", "\"2016-05-15T14:00:00\"", Refusal.BadTime),
            ("kickoff", "\"15.5.2016 14:00\"", Refusal.BadTime),
            ("kickoff", "1463320800", Refusal.BadTime),
        })
            yield return (Utf8(With(path, JsonNode.Parse(value))), reason, path);
        foreach (var path in Paths(JsonNode.Parse(Good)!.AsObject()))
        {
            yield return (Utf8(With(path, null)), Refusal.MissingField, path);
            yield return (Utf8(Without(path)), Refusal.MissingField, path);
            yield return (Utf8(With(path, true)), path.Split('.')[^1] switch
            {
                "matchId" or "id" or "season" => Refusal.BadId,
                "home" or "away" => Refusal.BadGoals,
                "kickoff" or "occurredAt" => Refusal.BadTime,
                _ => Refusal.BadJson,
            }, path);
        }
    }

    private async Task OddPropertiesAreTaken()
    {
        var odd = new (string Name, BasicProperties Properties)[]
        {
            ("none", new()),
            ("picture", new() { ContentType = "image/png", ContentEncoding = "gzip" }),
            ("nonsense", new() { ContentType = ";;;", MessageId = "not a guid", CorrelationId = "\u00e9", ReplyTo = "nowhere", Type = "x", AppId = "y" }),
            ("charset", new() { ContentType = "application/json; charset=utf-8", Priority = 9, Timestamp = new AmqpTimestamp(-1) }),
            ("headers", new()
            {
                ContentType = "application/json",
                Headers = new Dictionary<string, object?>
                {
                    ["MT-Host-MachineName"] = 5, ["MT-Fault-Message"] = "old", ["Content-Type"] = "text/plain", ["traceparent"] = "00-zz",
                    ["timestamp_in_ms"] = "yesterday", ["nested"] = new Dictionary<string, object?> { ["a"] = new List<object?> { 1, null, "b"u8.ToArray() } },
                    ["stats-feed-time"] = long.MaxValue, ["x-death"] = "none",
                },
            }),
            ("far-future", new() { Headers = new Dictionary<string, object?> { ["timestamp_in_ms"] = long.MaxValue } }),
        };
        foreach (var (name, properties) in odd)
            await _system.PublishRawAsync(FeedExchange.Name, FeedExchange.MatchCompleted, Utf8(Body(Result($"odd-{name}", 1, 0))), properties);
        // Predictions in local time, and with members of the feed's own.
        var local = JsonNode.Parse(Body(Prediction("odd-none", "alice", 1, 0)))!;
        local["submittedAt"] = "2016-05-15T14:00:00.123456789+02:00";
        local["confidence"] = new JsonObject { ["homeGoals"] = "high" };
        await _system.PublishRawAsync(FeedExchange.PredictionSubmitted, local.ToJsonString());
        await _system.SettleAsync($"(select count(*) from stats.match where id like 'odd-%') = {odd.Length} and exists (select from stats.prediction where match_id = 'odd-none')");
        Assert.Equal(0u, await _system.CountAsync($"{Results}_error"));
    }

    private async Task CloudEventsAreTakenAndBadOnesRefused()
    {
        var properties = new BasicProperties { ContentType = "application/cloudevents+json; charset=utf-8" };
        string Event(string type, string data) => $$"""{"specversion":"1.0","id":"1","source":"/feed","type":"{{type}}","data":{{data}}}""";
        await _system.PublishRawAsync(FeedExchange.Name, FeedExchange.MatchCompleted, Utf8(Event("org.example.match.completed", Body(Result("event", 1, 0)))), properties);
        await _system.SettleAsync("exists (select from stats.match where id = 'event')");
        foreach (var (body, reason, field) in new[]
        {
            (Event("match.completed", "{}"), Refusal.MissingField, "matchId"),
            (Event("match.started", Good), Refusal.BadJson, "type"),
            // A queue takes what it is for, whatever brought it there.
            (Event("prediction.submitted", Body(Prediction("event", "alice", 1, 0))), Refusal.BadJson, ""),
        })
        {
            await _system.PublishRawAsync(FeedExchange.Name, FeedExchange.MatchCompleted, Utf8(body), properties);
            var refused = await _system.TakeAsync($"{Results}_error");
            Assert.Equal((body, reason, field), (refused.Body, refused.Headers[Refusal.ReasonHeader], refused.Headers[Refusal.FieldHeader]));
        }
    }

    private async Task OfRandomMessagesEachIsStoredOrRefused()
    {
        const int messages = 10_000;
        // Without their result they are events only.
        const string Predictions = "select count(*) from events.mt_events where type = 'prediction_placed'";
        const string Errors = $"{Queues.ScoringPredictions}_error";
        var random = new Random(7);
        var before = await _system.ScalarAsync<long>(Predictions);
        await Task.WhenAll(Enumerable.Range(0, messages).Select(n => RandomBody(random, n)).ToList()
            .Select(body => _system.Feed.PublishAsync(new(FeedExchange.PredictionSubmitted, body))));
        await RunningSystem.EventuallyAsync(async () => await StoredAsync() + await _system.CountAsync(Errors) >= messages);
        await _system.SettleAsync("true");
        var (stored, refused) = (await StoredAsync(), await _system.CountAsync(Errors));
        Assert.True(messages == stored + refused, $"{stored} stored and {refused} refused of {messages}");
        // Enough of both for the sum to say something.
        Assert.InRange(stored, messages / 4, messages * 3 / 4);
        await _system.PurgeAsync(Errors);

        async Task<long> StoredAsync() => await _system.ScalarAsync<long>(Predictions) - before;
    }

    // A third good, a third with one byte changed, a third of bytes. The ids are so far apart that one byte never makes one of another.
    private static byte[] RandomBody(Random random, int n)
    {
        var body = Utf8(Body(Prediction("random", $"{random.NextInt64():x16}{random.NextInt64():x16}", random.Next(5), random.Next(5))));
        if (n % 3 == 1)
            body[random.Next(body.Length)] = (byte)random.Next(256);
        if (n % 3 == 2)
            random.NextBytes(body);
        return body;
    }

    private static string With(string path, JsonNode? value) => Changed(path, (parent, name) => parent[name] = value);

    private static string Without(string path) => Changed(path, (parent, name) => parent.Remove(name));

    private static string Changed(string path, Action<JsonObject, string> change)
    {
        var root = JsonNode.Parse(Good)!;
        var names = path.Split('.');
        change(names[..^1].Aggregate(root, (node, name) => node[name]!).AsObject(), names[^1]);
        return root.ToJsonString();
    }

    private static IEnumerable<string> Paths(JsonObject node, string prefix = "") => node.SelectMany(member =>
        member.Value is JsonObject inner ? Paths(inner, $"{prefix}{member.Key}.").Prepend(prefix + member.Key) : [prefix + member.Key]);

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
