using System.Text;
using Stats.Contracts;
using Stats.Contracts.Feed;

namespace Stats.Tests.Contracts;

public class CloudEventTests
{
    private const string Event = """
        {"specversion":"1.0","id":"1","source":"/feed","type":"org.example.match.voided","time":"2016-05-15T16:00:00Z","traceparent":"x",
         "data":{"matchId":"m","revision":2,"reason":"fog","occurredAt":"2016-05-15T16:00:00Z"}}
        """;

    [Theory]
    [InlineData("org.example.match.voided")]
    [InlineData("match.voided")]
    public void The_end_of_the_type_determines_the_message(string type)
    {
        using var body = FeedReader.Parse(Encoding.UTF8.GetBytes(Event.Replace("org.example.match.voided", type)));
        var (routingKey, data) = CloudEvent.Read(body.RootElement);
        Assert.Equal(FeedExchange.MatchVoided, routingKey);
        Assert.Equal("fog", Assert.IsType<MatchVoided>(FeedReader.Read(routingKey, data)).Reason);
    }

    [Theory]
    [InlineData("\"1.0\"", "\"0.3\"", "bad-json", "specversion")]
    [InlineData("\"specversion\":\"1.0\",", "", "missing-field", "specversion")]
    [InlineData("org.example.match.voided", "org.example.rematch.voided-not", "bad-json", "type")]
    [InlineData("org.example.match.voided", "prematch.voided", "bad-json", "type")]
    [InlineData("org.example.match.voided", " ", "missing-field", "type")]
    [InlineData("org.example.match.voided", "org\\u0007.match.voided", "bad-text", "type")]
    [InlineData("\"data\"", "\"data_base64\"", "missing-field", "data")]
    [InlineData("\"data\":", "\"data\":\"{}\",\"was\":", "bad-json", "data")]
    public void An_invalid_event_is_refused_with_reason_and_field(string good, string bad, string reason, string field)
    {
        Assert.Contains(good, Event);
        using var body = FeedReader.Parse(Encoding.UTF8.GetBytes(Event.Replace(good, bad)));
        var refused = Assert.Throws<RefusedException>(() => CloudEvent.Read(body.RootElement));
        Assert.Equal((reason, field), (refused.Reason, refused.Field));
    }

    [Fact]
    public void An_overlong_type_is_refused()
    {
        using var body = FeedReader.Parse(Encoding.UTF8.GetBytes(Event.Replace("org.", new string('x', 200) + ".")));
        Assert.Equal(Refusal.BadText, Assert.Throws<RefusedException>(() => CloudEvent.Read(body.RootElement)).Reason);
    }

    [Fact]
    public void The_number_and_length_of_reported_unknown_members_are_limited()
    {
        var members = string.Concat(Enumerable.Range(0, 1000).Select(n => $"\"{n}{new string('x', 500)}\":1,"));
        using var body = FeedReader.Parse(Encoding.UTF8.GetBytes(
            $$"""{{{members}}"matchId":"m","revision":2,"reason":"fog","occurredAt":"2016-05-15T16:00:00Z"}"""));
        var reported = UnknownMembers.Of(body.RootElement, typeof(MatchVoided)).ToArray();
        Assert.Equal(UnknownMembers.Most, reported.Length);
        Assert.All(reported, member => Assert.InRange(member.Path.Length, 1, 100));
    }

    [Fact]
    public void Unknown_members_are_reported_with_their_path()
    {
        using var body = FeedReader.Parse("""
            {"matchId":"m","competition":{"id":"c","name":"C","tier":1},"season":"s",
             "homeClub":{"id":"a","name":"A"},"awayClub":{"id":"b","name":"B"},
             "kickoff":"2016-05-15T14:00:00Z","score":{"regularTime":{"home":2,"away":1,"half":{}},"halftime":{"home":1,"away":0}},
             "revision":1,
             "occurredAt":"2016-05-15T16:00:00Z","Season":"x","referee":{"id":1},"occurred_at":"x"}
            """u8.ToArray());
        Assert.Equal(
            [
                ("competition.tier", null), ("score.regularTime.half", null), ("score.halftime", null), ("Season", "season"),
                ("referee", (string?)null), ("occurred_at", "occurredAt"),
            ],
            UnknownMembers.Of(body.RootElement, FeedReader.ReadResult(body.RootElement).GetType()));
    }
}
