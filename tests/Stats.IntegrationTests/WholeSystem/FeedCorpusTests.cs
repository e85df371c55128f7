using System.Text;
using System.Text.Json.Nodes;
using RabbitMQ.Client;
using Stats.Contracts;
using Stats.Contracts.Feed;
using Statsctl.Feed;
using static Stats.IntegrationTests.Facts;

namespace Stats.IntegrationTests.WholeSystem;

/// <summary>Unusual and invalid messages of a feed. Each is accepted or refused as specified, and others are scored.</summary>
[Collection(SystemFixture.Fed)]
public sealed class FeedCorpusTests(OwnServersFixture fixture) : SystemTests(fixture)
{
    private const string Results = Queues.ScoringResults;

    private const string Json = "application/json";

    private const string Events = "application/cloudevents+json";

    private const string Mark = "\ufeff";

    // Members of an envelope whose values cannot be used. The service ignores them.
    private const string Unusable = """{"messageId":"abc","conversationId":"abc","sentTime":"x","headers":5,""";

    private static readonly string Good = Body(Result("corpus", 2, 1, homeClub: "named"));

    [Fact]
    public async Task Bad_messages_are_refused_unchanged_and_unusual_ones_are_accepted()
    {
        await BadBodiesAreRefusedUnchanged();
        await UnusualPropertiesAreAccepted();
        await HarmlessVariantsAreAccepted();
        await StoredNamesAboveTheLimitAreStillShown();
        await EachRandomMessageIsStoredOrRefused();
        await System.PublishAsync(Prediction("after", "alice", 1, 0), Result("after", 1, 0));
        await System.SettleAsync(
            "(select count(*) from stats.prediction where match_id = 'after') = 1 " +
            "and exists (select from stats.match where id = 'after')");
    }

    private async Task BadBodiesAreRefusedUnchanged()
    {
        const string Trace = "0af7651916cd43dd8448eb211c80319c";
        var trace = new Dictionary<string, object?> { ["traceparent"] = $"00-{Trace}-b7ad6b7169203331-01" };
        var bodies = BadBodies().Select(bad => (ContentType: Json, bad.Body, bad.Reason, bad.Field)).Concat(BadEvents()).ToList();
        foreach (var (contentType, body, reason, field) in bodies)
        {
            var properties = new BasicProperties { ContentType = contentType, Headers = trace };
            await System.PublishRawAsync(FeedExchange.Name, FeedExchange.MatchCompleted, body, properties);
            var (taken, headers) = await System.TakeBytesAsync($"{Results}_error");
            var excerpt = Encoding.UTF8.GetString(body.AsSpan(0, Math.Min(body.Length, 300)));
            Assert.True(body.AsSpan().SequenceEqual(taken), $"changed: {excerpt}");
            var given = (headers[Refusal.ReasonHeader], headers[Refusal.FieldHeader]);
            Assert.True((reason, field) == given, $"{given}: {excerpt}");
            Assert.True(DateTimeOffset.UtcNow - DateTimeOffset.Parse(headers[Refusal.TimeHeader]) < TimeSpan.FromMinutes(2));
            Assert.Equal((Trace, "ScoringService"), (headers[Refusal.TraceHeader], headers[Refusal.ServiceHeader]));
        }
        Assert.Equal(0, await System.ScalarAsync<long>("select count(*) from stats.match"));
    }

    // One of each kind. FeedReaderTests covers all errors.
    private static IEnumerable<(byte[] Body, string Reason, string Field)> BadBodies() =>
    [
        (Utf8(""), Refusal.BadJson, ""),
        (Utf8(Good[..^1]), Refusal.BadJson, ""),
        (Utf8($"{Good}{Good}"), Refusal.BadJson, ""),
        (Utf8(new string('[', 100_000)), Refusal.BadJson, ""),
        ([.. Utf8(Good[..^1]), 0xff, (byte)'}'], Refusal.BadJson, ""),
        (Utf8($"{Mark}{Mark}{Good}"), Refusal.BadJson, ""),
        (Utf8(Good.Insert(1, $"\"x\":\"{new string('x', 2 << 20)}\",")), Refusal.TooLarge, ""),
        (Utf8(Good.Replace("\"NAMED\"", $"\"{new string('x', 900_000)}\"")), Refusal.BadText, "homeClub.name"),
        (Utf8(Good.Replace("\"home\":2", "\"home\":1e999")), Refusal.BadGoals, "score.regularTime.home"),
        (Utf8(Good.Replace("\"kickoff\":", "\"start\":")), Refusal.MissingField, "kickoff"),
    ];

    // CloudEventTests covers all errors. A queue accepts only messages of its type, regardless of the routing.
    private static IEnumerable<(string ContentType, byte[] Body, string Reason, string Field)> BadEvents() =>
    [
        (Events, Utf8(Event("match.completed", "{}")), Refusal.MissingField, "matchId"),
        (Events, Utf8(Event("prediction.submitted", Body(Prediction("event", "alice", 1, 0)))), Refusal.BadJson, ""),
    ];

    private async Task UnusualPropertiesAreAccepted()
    {
        var odd = new (string Name, BasicProperties Properties)[]
        {
            ("none", new()),
            ("picture", new() { ContentType = "image/png", ContentEncoding = "gzip" }),
            ("nonsense", new()
            {
                ContentType = ";;;",
                MessageId = "not a guid",
                CorrelationId = "\u00e9",
                ReplyTo = "nowhere",
                Type = "x",
                AppId = "y",
            }),
            ("charset", new() { ContentType = "application/json; charset=utf-8", Priority = 9, Timestamp = new AmqpTimestamp(-1) }),
            ("headers", new()
            {
                ContentType = "application/json",
                Headers = new Dictionary<string, object?>
                {
                    ["MT-Host-MachineName"] = 5,
                    ["MT-Fault-Message"] = "old",
                    ["Content-Type"] = "text/plain",
                    ["traceparent"] = "00-zz",
                    ["timestamp_in_ms"] = "yesterday",
                    ["nested"] = new Dictionary<string, object?> { ["a"] = new List<object?> { 1, null, "b"u8.ToArray() } },
                    ["stats-feed-time"] = long.MaxValue,
                    ["x-death"] = "none",
                },
            }),
            ("far-future", new() { Headers = new Dictionary<string, object?> { ["timestamp_in_ms"] = long.MaxValue } }),
        };
        foreach (var (name, properties) in odd)
        {
            var body = Body(Result($"odd-{name}", 1, 0));
            await System.PublishRawAsync(FeedExchange.Name, FeedExchange.MatchCompleted, body, properties);
        }

        // A prediction in local time, with an additional member.
        var local = JsonNode.Parse(Body(Prediction("odd-none", "alice", 1, 0)))!;
        local["submittedAt"] = "2016-05-15T14:00:00.123456789+02:00";
        local["confidence"] = new JsonObject { ["homeGoals"] = "high" };
        await System.PublishRawAsync(FeedExchange.PredictionSubmitted, local.ToJsonString());
        await System.SettleAsync(
            $"(select count(*) from stats.match where id like 'odd-%') = {odd.Length} " +
            "and exists (select from stats.prediction where match_id = 'odd-none')");
        Assert.Equal(0u, await System.CountAsync($"{Results}_error"));
    }

    private async Task HarmlessVariantsAreAccepted()
    {
        var variants = new (string Name, string ContentType, Func<string, string> Change)[]
        {
            ("mark", Json, body => $"{Mark}{body}"),
            ("mark-event", Events, body => $"{Mark}{Event("match.completed", body)}"),
            ("mark-envelope", "application/vnd.masstransit+json", body => $"{Mark}{Enveloped(body)}"),
            ("upper", "Application/JSON; Charset=\"UTF-8\"", body => body),
            ("upper-event", "APPLICATION/CLOUDEVENTS+JSON; Charset=\"UTF-8\"", body => Event("org.example.match.completed", body)),
            ("upper-envelope", "Application/Vnd.MassTransit+Json;charset=utf-8", Enveloped),
            ("odd-envelope", "application/vnd.masstransit+json", body => $"{Unusable}{Enveloped(body)[1..]}"),
            ("longest-name", Json, body => body.Replace("\"NAMED\"", $"\"{Trophies(200)}\"")),
        };
        foreach (var (name, contentType, change) in variants)
        {
            var body = change(Body(Result($"variant-{name}", 2, 1, homeClub: name == "longest-name" ? "named" : "reds")));
            await System.PublishRawAsync(FeedExchange.Name, FeedExchange.MatchCompleted, Utf8(body), new() { ContentType = contentType });
        }
        await System.SettleAsync($"(select count(*) from stats.match where id like 'variant-%') = {variants.Length}");
        Assert.Equal(0u, await System.CountAsync($"{Results}_error"));
        foreach (var (name, _, _) in variants)
        {
            var result = (await System.DataAsync($"matches/variant-{name}"))["result"]!;
            Assert.Equal("""{"home":2,"away":1}""", result["regularTime"]!.ToJsonString());
        }
        Assert.Equal(Trophies(200), await HomeNameAsync("variant-longest-name"));
    }

    // Longer names were accepted before there was a limit.
    private async Task StoredNamesAboveTheLimitAreStillShown()
    {
        var longer = new string('n', 5000);
        Assert.Equal(1, await System.ExecuteAsync(
            $$"""
            update events.mt_events
            set data = jsonb_set(
                jsonb_set(data, '{HomeClub,Name}', to_jsonb('{{longer}}'::text)), '{OccurredAt}', '"2021-01-01T00:00:00Z"')
            where stream_id = 'variant-longest-name' and type = 'result_recorded'
            """));
        await System.PublishAsync(Result("variant-longest-name", 3, 1, revision: 2, homeClub: "named"));
        await System.SettleAsync("(select revision from stats.match where id = 'variant-longest-name') = 2");
        Assert.Equal(longer, await HomeNameAsync("variant-longest-name"));
    }

    private async Task<string> HomeNameAsync(string match) =>
        (await System.DataAsync($"matches/{match}"))["homeClub"]!["name"]!.GetValue<string>();

    private async Task EachRandomMessageIsStoredOrRefused()
    {
        var messages = Soak.Times(3_000, 50_000);
        // Without a result, predictions are stored only as events.
        const string Predictions = "select count(*) from events.mt_events where type = 'prediction_placed'";
        const string Errors = $"{Queues.ScoringPredictions}_error";
        var random = new Random(7);
        var before = await System.ScalarAsync<long>(Predictions);
        await Task.WhenAll(Enumerable.Range(0, messages).Select(n => RandomBody(random, n)).ToList()
            .Select(body => System.Feed.PublishAsync(new OutgoingMessage(FeedExchange.PredictionSubmitted, body))));
        await Eventually.HoldsAsync(async () => await StoredAsync() + await System.CountAsync(Errors) >= messages);
        await System.SettleAsync("true");
        var (stored, refused) = (await StoredAsync(), await System.CountAsync(Errors));
        Assert.True(messages == stored + refused, $"{stored} stored and {refused} refused of {messages}");
        // There are enough of both for the sum to be meaningful.
        Assert.InRange(stored, messages / 4, messages * 3 / 4);
        await System.PurgeAsync(Errors);

        async Task<long> StoredAsync() => await System.ScalarAsync<long>(Predictions) - before;
    }

    // One third is valid, one third has one changed byte, one third is random. A changed byte never turns one id into another.
    private static byte[] RandomBody(Random random, int n)
    {
        var body = Utf8(Body(Prediction("random", $"{random.NextInt64():x16}{random.NextInt64():x16}", random.Next(5), random.Next(5))));
        if (n % 3 == 1)
            body[random.Next(body.Length)] = (byte)random.Next(256);
        if (n % 3 == 2)
            random.NextBytes(body);
        return body;
    }

    private static string Event(string type, string data) =>
        $$"""{"specversion":"1.0","id":"1","source":"/feed","type":"{{type}}","data":{{data}}}""";

    private static string Enveloped(string message) =>
        $$"""{"messageType":["urn:message:Stats.Contracts:MatchCompleted"],"message":{{message}}}""";

    // Each is one character, but two UTF-16 code units.
    private static string Trophies(int count) => string.Concat(Enumerable.Repeat("\ud83c\udfc6", count));

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
