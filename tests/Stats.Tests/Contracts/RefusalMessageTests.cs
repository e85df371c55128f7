using System.Text;
using Stats.Contracts.Feed;

namespace Stats.Tests.Contracts;

/// <summary>The refusal tells the author of a feed what is wrong with a message and how to fix it.</summary>
public sealed class RefusalMessageTests
{
    private const string Prediction =
        """{"matchId":"m","model":"""
        + """{"id":"elo","displayName":"Elo","provider":"x"},"homeGoals":2,"awayGoals":1,"submittedAt":"2016-05-15T13:00:00Z"}""";

    private const string Void = """{"matchId":"m","revision":2,"reason":"fog","occurredAt":"2016-05-15T16:00:00Z"}""";

    /// <summary>A message, a text in it, its replacement, and the expected part of the refusal.</summary>
    public static TheoryData<string, string, string, string> TooLong => new()
    {
        { Prediction, "\"m\"", $"\"{new string('x', 129)}\"", "but has 129. Shorten it, always in the same way." },
        {
            Prediction, "\"Elo\"", $"\"{new string('x', 1201)}\"",
            "model.displayName must have at most 200 characters, but has 1,201. Shorten it."
        },
    };

    [Fact]
    public void An_incomplete_optional_object_can_be_completed_or_left_out()
    {
        using var body = FeedReader.Parse("""
            {"matchId":"m","competition":{"id":"c","name":"C"},"season":"s",
             "homeClub":{"id":"a","name":"A"},"awayClub":{"id":"b","name":"B"},
             "kickoff":"2016-05-15T14:00:00Z","score":{"regularTime":{"home":2,"away":1},"penalties":{"home":null,"away":4}}}
            """u8.ToArray());
        Assert.Equal(
            "score.penalties.home is null, which counts as missing. Send all of score.penalties, or leave it out.",
            Assert.Throws<RefusedException>(() => FeedReader.ReadResult(body.RootElement)).Message);
    }

    [Theory]
    [InlineData(Prediction, "\"homeGoals\":2", "\"homeGoals\":-1",
        "homeGoals must be a whole number from 0 to 99, not -1. If the score is not known yet, send the message once it is.")]
    [InlineData(Prediction, "\"homeGoals\":2", "\"homeGoals\":149",
        "homeGoals must be a whole number from 0 to 99, not 149. Send what one club scored in one match.")]
    [InlineData(Prediction, "\"homeGoals\":2", "\"homeGoals\":\"2\"",
        "homeGoals must be a whole number from 0 to 99, not a string. Send a JSON number, without quotes.")]
    [InlineData(Prediction, "\"homeGoals\":2", "\"homeGoals\":true",
        "homeGoals must be a whole number from 0 to 99, not a boolean. Send a JSON number.")]
    [InlineData(Prediction, "\"homeGoals\":2", "\"homeGoals\":1.5",
        "without fraction or exponent, not 1.5. Send a whole number, such as 2.")]
    [InlineData(Prediction, "\"homeGoals\":2", "\"homeGoals\":1e0",
        "without fraction or exponent, not 1e0. Send a whole number, such as 2.")]
    [InlineData(Prediction, "\"homeGoals\":2", "\"homeGoals\":null", "homeGoals is null, which counts as missing. Send it.")]
    [InlineData(Prediction, "homeGoals", "home_goals",
        "homeGoals is missing; found home_goals. Write it exactly as homeGoals.")]
    [InlineData(Prediction, "homeGoals", "goals", "homeGoals is missing. Send it.")]
    [InlineData(Prediction, "\"matchId\":\"m\"", "\"specversion\":\"1.0\"",
        "matchId is missing. If the body is a CloudEvent, publish it with the content type application/cloudevents+json.")]
    [InlineData(Prediction, "\"matchId\":\"m\"", "\"messageType\":[]",
        "If the body is MassTransit's envelope, publish it with the content type application/vnd.masstransit+json.")]
    [InlineData(Prediction, "\"m\"", "17", "matchId must be a string, not a number. Put it in quotes.")]
    [InlineData(Prediction, "\"m\"", "\"\"",
        "matchId must be 1 to 128 characters of A-Z a-z 0-9 . _ : -, but is empty. Send the id that your feed uses.")]
    [InlineData(Prediction, "\"m\"", "\" m\\n\"", "but has white space around it. Remove the white space.")]
    [InlineData(Prediction, "\"m\"", "\"a/b\"", "but has U+002F. Map your ids to these characters, always in the same way.")]
    [InlineData(Prediction, "\"m\"", "\"\ud83c\udfc6\"", "but has U+1F3C6.")]
    [InlineData(Prediction, "\"Elo\"", "\" \"",
        "model.displayName has no visible character, which counts as missing. Send a text that people can read.")]
    [InlineData(Prediction, "\"Elo\"", "\"E\\u001b\"",
        "model.displayName must have no control characters, but has U+001B. Remove it.")]
    [InlineData(Prediction, "{\"id\":\"elo\",\"displayName\":\"Elo\",\"provider\":\"x\"}", "\"elo\"",
        "model must be an object, not a string. Compare the message with its JSON Schema.")]
    [InlineData(Prediction, "13:00:00Z", "13:00:00",
        "submittedAt has no offset: 2016-05-15T13:00:00. Append Z if it is UTC, else its offset such as +02:00.")]
    [InlineData(Prediction, "T13:00:00Z", " 13:00:00Z",
        "submittedAt must be RFC 3339 with an offset, not 2016-05-15 13:00:00Z. Write it in RFC 3339 such as 2026-05-23T15:30:00Z.")]
    [InlineData(Prediction, "\"2016-05-15T13:00:00Z\"", "1463317200",
        "submittedAt must be a string, not a number. Write it in RFC 3339 such as 2026-05-23T15:30:00Z.")]
    [InlineData(Prediction, "2016-05-15", "2016-04-31",
        "submittedAt does not exist: 2016-04-31T13:00:00Z. Check month, day, hour and second")]
    [InlineData(Prediction, "13:00:00Z", "13:00:00+15:00", "submittedAt does not exist: 2016-05-15T13:00:00+15:00. Check")]
    [InlineData(Prediction, "2016-05-15", "0001-01-01",
        "submittedAt must be from 1850 on, not 0001-01-01T13:00:00Z. Check that it was set")]
    [InlineData(Void, "\"revision\":2", "\"revision\":1795959550540",
        "revision must be a whole number from 1 to 2147483647, not 1795959550540. "
            + "Count each match's revisions from 1; a time in ms is too large.")]
    [InlineData(Void, "\"revision\":2", "\"revision\":0",
        "revision must be a whole number from 1 to 2147483647, not 0. Count each match's revisions from 1.")]
    [InlineData(Void, "\"revision\":2", "\"revision\":\"2\"",
        "revision must be a whole number from 1 to 2147483647, not a string. Send a JSON number, without quotes.")]
    [InlineData(Void, Void, "", "The body is empty. Send the message as a JSON object.")]
    [InlineData(Void, Void, $"[{Void}]", "The body must be an object, not an array. Send each message by itself, as one JSON object.")]
    [InlineData(Void, "00Z\"}", "00Z\",}", "The body can't be read as JSON: The JSON object contains a trailing comma at the end")]
    [InlineData(Void, "\"revision\":2", "\"revision\":2,\"revision\":2",
        "The body can't be read as JSON: Duplicate property 'revision' encountered during deserialization. "
            + "Send one JSON object, each member once")]
    [InlineData(Void, "{", "{\"\\u001b[2J\":1,\"\\u001b[2J\":2,", "Duplicate property '\\u001b[2J' encountered")]
    [InlineData(Void, "\"fog\"", "\n!", "'!' is an invalid start of a value (line 2, byte 1).")]
    [MemberData(nameof(TooLong))]
    public void The_refusal_describes_the_fault_and_the_fix(string message, string good, string bad, string expected)
    {
        Assert.Contains(good, message);
        var refused = Assert.Throws<RefusedException>(() =>
        {
            using var body = FeedReader.Parse(Encoding.UTF8.GetBytes(message.Replace(good, bad)));
            FeedReader.Read(message == Void ? FeedExchange.MatchVoided : FeedExchange.PredictionSubmitted, body.RootElement);
        });
        Assert.Contains(expected, refused.Message);
        Assert.Equal($"{refused.Fault} {refused.Advice}", refused.Message);
        // The refusal becomes a header in the error queue, beside the feed's own headers, and a log line.
        Assert.InRange(refused.Message.Length, 1, 400);
        Assert.DoesNotContain(refused.Message, char.IsControl);
    }

    [Theory]
    [InlineData("\"homeGoals\":2", "\"homeGoals\":1{0}")]
    [InlineData("\"homeGoals\":2", "\"homeGoals\":0.{0}")]
    [InlineData("\"m\"", "\"{0}!\"")]
    [InlineData("2016-05-15T13:00:00Z", "{0}")]
    [InlineData("\"Elo\"", "\"{0}\"")]
    [InlineData("{", "{\"{0}\":1,\"{0}\":2,")]
    [InlineData("\"homeGoals\":2", "\"homeGoals\":t{0}")]
    public void The_refusal_of_a_huge_message_is_short(string good, string bad)
    {
        var message = Prediction.Replace(good, bad.Replace("{0}", new string('1', 300_000)));
        var refused = Assert.Throws<RefusedException>(() =>
        {
            using var body = FeedReader.Parse(Encoding.UTF8.GetBytes(message));
            FeedReader.ReadPrediction(body.RootElement);
        });
        Assert.InRange(refused.Message.Length + refused.Field.Length, 1, 400);
    }
}
