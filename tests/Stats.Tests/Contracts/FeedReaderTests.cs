using System.Text;
using System.Text.Json;
using Stats.Contracts;
using Stats.Contracts.Feed;

namespace Stats.Tests.Contracts;

public class FeedReaderTests
{
    private const string Prediction =
        """{"matchId":"m","model":{"id":"elo","displayName":"Elo","provider":"x"},"homeGoals":2,"awayGoals":1,"submittedAt":"2016-05-15T13:00:00.1234567+02:00"}""";

    private const string Result =
        """{"matchId":"m","competition":{"id":"en.1","name":"PL"},"season":"2015-16","homeClub":{"id":"a","name":"A"},"awayClub":{"id":"b","name":"B"},"kickoff":"2016-05-15T14:00:00Z","score":{"regularTime":{"home":2,"away":1},"penalties":{"home":5,"away":4}},"revision":1,"occurredAt":"2016-05-15T16:00:00Z","later":"additions"}""";

    private const string Void = """{"matchId":"m","revision":2,"reason":"fog","occurredAt":"2016-05-15T16:00:00Z"}""";

    [Fact]
    public void Times_are_utc_and_cut_to_microseconds() =>
        Assert.Equal(
            new PredictionSubmitted("m", new Model("elo", "Elo", "x"), 2, 1, new DateTimeOffset(2016, 5, 15, 11, 0, 0, TimeSpan.Zero).AddMicroseconds(123456)),
            Read(Prediction, FeedReader.ReadPrediction));

    [Fact]
    public void A_time_just_before_kickoff_is_not_rounded_up_to_it() =>
        Assert.Equal(
            new DateTimeOffset(2016, 5, 15, 11, 0, 0, TimeSpan.Zero).AddMicroseconds(-1),
            Read(Prediction.Replace("13:00:00.1234567", "12:59:59.99999995"), FeedReader.ReadPrediction).SubmittedAt);

    [Fact]
    public void Unknown_members_are_ignored_and_optional_ones_may_be_absent()
    {
        var result = Read(Result, FeedReader.ReadResult);
        Assert.Equal(new Score(new(2, 1), null, new(5, 4)), result.Score);
        Assert.Equal("fog", Read(Void, FeedReader.ReadVoid).Reason);
    }

    [Theory]
    [InlineData("\"homeGoals\":2", "\"homeGoals\":100", "bad-goals", "homeGoals")]
    [InlineData("\"homeGoals\":2", "\"homeGoals\":-1", "bad-goals", "homeGoals")]
    [InlineData("\"homeGoals\":2", "\"homeGoals\":1e9", "bad-goals", "homeGoals")]
    [InlineData("\"homeGoals\":2", "\"homeGoals\":1.5", "bad-goals", "homeGoals")]
    [InlineData("\"homeGoals\":2", "\"homeGoals\":\"2\"", "bad-goals", "homeGoals")]
    [InlineData("\"homeGoals\":2,", "", "missing-field", "homeGoals")]
    [InlineData("\"homeGoals\":2", "\"homeGoals\":null", "missing-field", "homeGoals")]
    [InlineData("\"homeGoals\":2", "\"homeGoals\":2,\"homeGoals\":2", "bad-json", null)]
    [InlineData("\"m\"", "\"a b\"", "bad-id", "matchId")]
    [InlineData("\"m\"", "\"m\\n\"", "bad-id", "matchId")]
    [InlineData("\"m\"", "\"\"", "bad-id", "matchId")]
    [InlineData("\"m\"", "7", "bad-id", "matchId")]
    [InlineData("\"m\"", "\"\\ud800\"", "bad-json", "matchId")]
    [InlineData("\"elo\"", "\"élo\"", "bad-id", "model.id")]
    [InlineData("\"Elo\"", "\" \"", "missing-field", "model.displayName")]
    [InlineData("\"Elo\"", "\"E\\u0000\"", "bad-json", "model.displayName")]
    [InlineData("+02:00", "", "bad-time", "submittedAt")]
    [InlineData("2016-05-15", "1849-12-31", "bad-time", "submittedAt")]
    [InlineData("13:00:00.1234567", "13:00", "bad-time", "submittedAt")]
    [InlineData("13:00:00.1234567", "13:00:001", "bad-time", "submittedAt")]
    [InlineData("{\"matchId\"", "{\"\\ud800\":1,\"matchId\"", "bad-json", null)]
    [InlineData("2016-05-15", "2016-13-15", "bad-time", "submittedAt")]
    [InlineData("{\"matchId\"", "[{\"matchId\"", "bad-json", null)]
    [InlineData("{\"id\":\"elo\",\"displayName\":\"Elo\",\"provider\":\"x\"}", "\"elo\"", "bad-json", "model")]
    public void A_bad_prediction_is_refused_with_reason_and_field(string good, string bad, string reason, string? field)
    {
        Assert.Contains(good, Prediction);
        var refused = Assert.Throws<RefusedException>(() => Read(Prediction.Replace(good, bad), FeedReader.ReadPrediction));
        Assert.Equal(reason, refused.Reason);
        if (field is not null)
            Assert.Equal(field, refused.Field);
    }

    [Theory]
    [InlineData("\"home\":2", "\"home\":200", "bad-goals", "score.regularTime.home")]
    [InlineData("\"home\":5", "\"home\":null", "missing-field", "score.penalties.home")]
    [InlineData("\"regularTime\":", "\"fullTime\":", "missing-field", "score.regularTime")]
    [InlineData("\"revision\":1", "\"revision\":0", "bad-json", "revision")]
    [InlineData("2015-16", "2015/16", "bad-id", "season")]
    [InlineData("\"id\":\"b\"", "\"id\":\"a\"", "bad-id", "awayClub.id")]
    public void A_bad_result_is_refused_with_reason_and_field(string good, string bad, string reason, string field)
    {
        Assert.Contains(good, Result);
        var refused = Assert.Throws<RefusedException>(() => Read(Result.Replace(good, bad), FeedReader.ReadResult));
        Assert.Equal((reason, field), (refused.Reason, refused.Field));
    }

    [Fact]
    public void Every_member_missing_in_turn_is_named()
    {
        foreach (var (body, read) in new (string, Func<JsonElement, object>)[]
        {
            (Prediction, FeedReader.ReadPrediction), (Result, FeedReader.ReadResult), (Void, FeedReader.ReadVoid),
        })
        {
            var members = JsonDocument.Parse(body).RootElement.EnumerateObject().ToArray();
            foreach (var missing in members.Where(member => member.Name != "later"))
            {
                var rest = "{" + string.Join(',', members.Where(m => m.Name != missing.Name).Select(m => m.ToString())) + "}";
                var refused = Assert.Throws<RefusedException>(() => Read(rest, read));
                Assert.Equal((Refusal.MissingField, missing.Name), (refused.Reason, refused.Field));
            }
        }
    }

    [Fact]
    public void A_body_over_the_limit_is_refused() =>
        Assert.Equal(Refusal.TooLarge, Assert.Throws<RefusedException>(() => FeedReader.Parse(new byte[FeedReader.MaxBytes + 1])).Reason);

    [Fact]
    public void Invalid_utf8_is_refused() =>
        Assert.Equal(Refusal.BadJson, Assert.Throws<RefusedException>(() => FeedReader.Parse(new byte[] { (byte)'"', 0xff, (byte)'"' })).Reason);

    [Fact]
    public void What_is_written_reads_back()
    {
        var result = Read(Result, FeedReader.ReadResult);
        Assert.Equal(result, Read(JsonSerializer.Serialize(result, ContractJson.Default.MatchCompleted), FeedReader.ReadResult));
    }

    private static T Read<T>(string body, Func<JsonElement, T> read)
    {
        using var document = FeedReader.Parse(Encoding.UTF8.GetBytes(body));
        return read(document.RootElement);
    }
}
