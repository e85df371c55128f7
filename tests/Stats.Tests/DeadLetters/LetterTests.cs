using System.Text;
using RabbitMQ.Client;
using Statsctl.DeadLetters;

namespace Stats.Tests.DeadLetters;

public sealed class LetterTests
{
    private static readonly DateTimeOffset Refused = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Fact]
    public void A_refused_message_shows_reason_field_and_time()
    {
        var letter = Letter(headers: new()
        {
            ["stats-reason"] = Bytes("conflict"),
            ["stats-field"] = Bytes("score"),
            ["stats-service"] = Bytes("ScoringService"),
            ["stats-trace-id"] = Bytes("0af7651916cd43dd8448eb211c80319c"),
            ["stats-refused-at"] = Bytes("2026-01-02T03:04:05Z"),
            ["MT-Fault-Timestamp"] = Bytes("2026-01-02T03:04:06.0000000Z"),
            ["MT-Fault-Message"] = Bytes("It says otherwise."),
        });
        Assert.Equal(("conflict", "score", "ScoringService"), (letter.Reason, letter.Field, letter.Service));
        Assert.Equal(("0af7651916cd43dd8448eb211c80319c", "It says otherwise.", Refused), (letter.TraceId, letter.Explanation, letter.At));
    }

    [Fact]
    public void A_message_that_crashed_its_consumers_shows_reason_and_time()
    {
        var death = new Dictionary<string, object?> { ["time"] = new AmqpTimestamp(Refused.ToUnixTimeSeconds()) };
        var letter = Letter("stats.scoring.results_dead", new()
        {
            ["x-first-death-reason"] = Bytes("delivery_limit"),
            ["x-death"] = new List<object?> { death },
        });
        Assert.Equal(("delivery_limit", "", Refused), (letter.Reason, letter.Field, letter.At!.Value));
    }

    [Fact]
    public void An_unrouted_message_shows_its_routing_key()
    {
        var letter = Letter("stats.feed.unrouted", key: "match.complete");
        Assert.Equal(("unrouted", "match.complete"), (letter.Reason, letter.Field));
    }

    [Fact]
    public void A_message_without_headers_is_read()
    {
        var letter = Letter();
        Assert.Equal((DeadLetter.Unknown, "", null, null, 0), (letter.Reason, letter.Field, letter.At, letter.Service, letter.Deliveries));
    }

    [Theory]
    [InlineData("yesterday")]
    [InlineData(long.MaxValue)]
    [InlineData(long.MinValue)]
    [InlineData(true)]
    [InlineData(null)]
    public void A_header_of_an_unexpected_type_does_no_harm(object? value)
    {
        foreach (var header in new[]
        {
            "stats-refused-at", "MT-Fault-Timestamp", "x-death", "timestamp_in_ms", "x-delivery-count", "stats-reason",
        })
        {
            var letter = Letter(headers: new() { [header] = value });
            Assert.Null(letter.At);
            Assert.NotEmpty(letter.Reason);
            Assert.NotNull(LetterJson.Line(letter));
        }
    }

    [Theory]
    [InlineData(long.MaxValue)]
    [InlineData(long.MinValue)]
    public void A_time_out_of_range_is_ignored(long seconds)
    {
        Assert.Null(HeaderValue.Time(new AmqpTimestamp(seconds)));
        Assert.NotEmpty(HeaderValue.Text(new AmqpTimestamp(seconds)));
    }

    [Fact]
    public void A_header_of_any_type_is_written_as_JSON() => Assert.Equal(
        """{"a":["x",1,-1,1.5,2,true,null,"NaN",{"base64":"/w=="},{"base64":"AA=="},"2026-01-02T03:04:05Z"]}""",
        HeaderValue.Json(new Dictionary<string, object?>
        {
            ["a"] = new List<object?>
            {
                Bytes("x"), 1L, (sbyte)-1, 1.5f, 2m, true, null, double.NaN, new byte[] { 255 }, new BinaryTableValue([0]),
                new AmqpTimestamp(Refused.ToUnixTimeSeconds()),
            },
        })!.ToJsonString());

    [Fact]
    public void Without_a_failure_time_the_publish_time_is_used() =>
        Assert.Equal(Refused, Letter(headers: new() { ["timestamp_in_ms"] = Refused.ToUnixTimeMilliseconds() }).At);

    [Fact]
    public void A_group_has_the_count_and_the_time_span_of_its_messages()
    {
        var groups = new LetterGroups();
        foreach (var (reason, second) in new[] { ("bad-id", 7), ("conflict", 9), ("conflict", 3), ("conflict", 5) })
            groups.Add(Letter(headers: new() { ["stats-reason"] = reason, ["MT-Fault-Timestamp"] = $"2026-01-02T03:04:0{second}Z" }));
        groups.Add(Letter("stats.scoring.predictions_error", new() { ["stats-reason"] = "bad-id" }));
        Assert.Equal(
            [
                new("stats.scoring.predictions_error", "bad-id", "", 1, null, null),
                new("stats.scoring.results_error", "conflict", "", 3, Refused.AddSeconds(-2), Refused.AddSeconds(4)),
                new("stats.scoring.results_error", "bad-id", "", 1, Refused.AddSeconds(2), Refused.AddSeconds(2)),
            ],
            groups.All);
        Assert.Equal(5, groups.Count);
    }

    internal static DeadLetter Letter(
        string queue = "stats.scoring.results_error",
        Dictionary<string, object?>? headers = null,
        string key = "match.completed",
        string body = "{}") =>
        new(DeadLetterQueue.All.Single(known => known.Name == queue), key, new BasicProperties { Headers = headers }, Bytes(body));

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
