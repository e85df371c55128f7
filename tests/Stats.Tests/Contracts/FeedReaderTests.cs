using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Stats.Contracts;
using Stats.Contracts.Feed;

namespace Stats.Tests.Contracts;

public class FeedReaderTests
{
    private const string Prediction =
        """{"matchId":"m","model":"""
        + """{"id":"elo","displayName":"Elo","provider":"x"},"homeGoals":2,"awayGoals":1,"submittedAt":"""
        + "\"2016-05-15T13:00:00.1234567+02:00\"}";

    private const string Result =
        """{"matchId":"m","competition":"""
        + """{"id":"en.1","name":"PL"},"season":"2015-16","homeClub":{"id":"a","name":"A"},"awayClub":"""
        + """{"id":"b","name":"B"},"kickoff":"2016-05-15T14:00:00Z","score":"""
        + """{"regularTime":{"home":2,"away":1},"penalties":"""
        + """{"home":5,"away":4}},"revision":1,"occurredAt":"2016-05-15T16:00:00Z","later":"additions"}""";

    private const string Void = """{"matchId":"m","revision":2,"reason":"fog","occurredAt":"2016-05-15T16:00:00Z"}""";

    [Fact]
    public void Times_are_converted_to_UTC_and_truncated_to_microseconds() =>
        Assert.Equal(
            new PredictionSubmitted(
                "m", new Model("elo", "Elo", "x"), 2, 1, new DateTimeOffset(2016, 5, 15, 11, 0, 0, TimeSpan.Zero).AddMicroseconds(123456)),
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
    [InlineData("\"homeGoals\":2", "\"homeGoals\":2,\"homeGoals\":2", "bad-json", null)]
    [InlineData("\"m\"", "\"a b\"", "bad-id", "matchId")]
    [InlineData("\"m\"", "\"m\\n\"", "bad-id", "matchId")]
    [InlineData("\"m\"", "\"\"", "bad-id", "matchId")]
    [InlineData("\"m\"", "7", "bad-id", "matchId")]
    [InlineData("\"m\"", "\"\\ud800\"", "bad-json", "matchId")]
    [InlineData("\"elo\"", "\"élo\"", "bad-id", "model.id")]
    [InlineData("\"Elo\"", "\" \"", "missing-field", "model.displayName")]
    [InlineData("\"Elo\"", "\"\\u200b\\u2060\"", "missing-field", "model.displayName")]
    [InlineData("\"Elo\"", "\"E\\u0000\"", "bad-text", "model.displayName")]
    [InlineData("\"Elo\"", "\"E\\u001b[31m\"", "bad-text", "model.displayName")]
    [InlineData("\"Elo\"", "\"E\\nlo\"", "bad-text", "model.displayName")]
    [InlineData("\"Elo\"", "\"\\u202eolE\"", "bad-text", "model.displayName")]
    [InlineData("\"x\"", "\"\\u0085x\"", "bad-text", "model.provider")]
    [InlineData("\"x\"", "7", "bad-json", "model.provider")]
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
    [InlineData("\"home\":5,\"away\":4", "\"Home\":5,\"Away\":4", "missing-field", "score.penalties.home")]
    [InlineData("\"home\":5,\"away\":4", "\"home\":null,\"away\":null,\"taken\":9", "missing-field", "score.penalties.home")]
    [InlineData("\"home\":2,\"away\":1", "\"home\":null,\"away\":null", "missing-field", "score.regularTime.home")]
    [InlineData("\"regularTime\":", "\"fullTime\":", "missing-field", "score.regularTime")]
    [InlineData("\"revision\":1", "\"revision\":0", "bad-json", "revision")]
    [InlineData("\"revision\":1", "\"revision\":1795959550540", "bad-json", "revision")]
    [InlineData("2016-05-15T14:00:00Z", "15.5.2016 14:00", "bad-time", "kickoff")]
    [InlineData("\"2016-05-15T14:00:00Z\"", "1463320800", "bad-time", "kickoff")]
    [InlineData("2015-16", "2015/16", "bad-id", "season")]
    [InlineData("\"id\":\"b\"", "\"id\":\"a\"", "bad-id", "awayClub.id")]
    public void A_bad_result_is_refused_with_reason_and_field(string good, string bad, string reason, string field)
    {
        Assert.Contains(good, Result);
        var refused = Assert.Throws<RefusedException>(() => Read(Result.Replace(good, bad), FeedReader.ReadResult));
        Assert.Equal((reason, field), (refused.Reason, refused.Field));
    }

    /// <summary>The forms in which football-data.org and others write an absent part of a score.</summary>
    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("{\"home\":null,\"away\":null}")]
    [InlineData("{\"homeTeam\":null,\"awayTeam\":null}")]
    public void An_optional_object_of_nulls_counts_as_absent(string penalties) =>
        Assert.Equal(new Score(new(2, 1)), Read(Result.Replace("{\"home\":5,\"away\":4}", penalties), FeedReader.ReadResult).Score);

    [Theory]
    [InlineData("2.0", 2)]
    [InlineData("0.00", 0)]
    [InlineData("99.0", 99)]
    [InlineData("2.000000000000000000000000000000001", null)]
    [InlineData("1e-400", null)]
    [InlineData("0.99999999999999999999999999999999999", null)]
    [InlineData("1e0", null)]
    [InlineData("100.0", null)]
    [InlineData("4294967298.0", null)]
    public void A_zero_fraction_is_accepted_and_nothing_is_rounded(string number, int? goals)
    {
        var body = Prediction.Replace("\"homeGoals\":2", $"\"homeGoals\":{number}");
        if (goals is null)
            Assert.Equal(Refusal.BadGoals, Assert.Throws<RefusedException>(() => Read(body, FeedReader.ReadPrediction)).Reason);
        else
            Assert.Equal(goals, Read(body, FeedReader.ReadPrediction).HomeGoals);
    }

    /// <summary>Counted in code points, as in JSON Schema; neither in UTF-16 units nor in graphemes.</summary>
    [Theory]
    [InlineData("x", 200, true)]
    [InlineData("x", 201, false)]
    [InlineData("\ud83c\udfc6", 200, true)]
    [InlineData("\ud83c\udfc6", 201, false)]
    [InlineData("e\u0301", 100, true)]
    [InlineData("e\u0301", 101, false)]
    public void A_name_has_at_most_200_characters(string character, int count, bool accepted)
    {
        var name = string.Concat(Enumerable.Repeat(character, count));
        var body = Prediction.Replace("\"Elo\"", $"\"{name}\"");
        if (accepted)
            Assert.Equal(name, Read(body, FeedReader.ReadPrediction).Model.DisplayName);
        else
            Assert.Equal((Refusal.BadText, "model.displayName"), ReasonOf(body, FeedReader.ReadPrediction));
    }

    [Theory]
    [InlineData("\u0645\u0635\u0631 \u200f(U21)\u200f")]
    [InlineData("\u2066Al-Ahly\u2069 \ud83c\uddea\ud83c\uddec")]
    [InlineData("\ud83d\udc69\u200d\ud83d\udcbb")]
    [InlineData("Z\u00fcrich\u00a0\u2013 \u6771\u4eac")]
    public void Direction_marks_emoji_and_all_scripts_are_kept(string name) =>
        Assert.Equal(name, Read(Prediction.Replace("\"Elo\"", $"\"{name}\""), FeedReader.ReadPrediction).Model.DisplayName);

    [Fact]
    public void A_reason_may_have_1000_characters_and_line_breaks()
    {
        var reason = $"Fog.\\r\\n\\tAbandoned after 67 minutes.{new string('x', 960)}";
        Assert.Contains("\r\n\t", Read(Void.Replace("fog", reason), FeedReader.ReadVoid).Reason);
        Assert.Equal((Refusal.BadText, "reason"), ReasonOf(Void.Replace("fog", new string('x', 1001)), FeedReader.ReadVoid));
        Assert.Equal((Refusal.BadText, "reason"), ReasonOf(Void.Replace("fog", "\\u001b[2J"), FeedReader.ReadVoid));
    }

    [Fact]
    public void A_byte_order_mark_is_skipped_once()
    {
        byte[] mark = [0xef, 0xbb, 0xbf];
        using var body = FeedReader.Parse((byte[])[.. mark, .. Encoding.UTF8.GetBytes(Void)]);
        Assert.Equal("fog", FeedReader.ReadVoid(body.RootElement).Reason);
        var twice = Assert.Throws<RefusedException>(() => FeedReader.Parse((byte[])[.. mark, .. mark, .. "{}"u8]));
        Assert.Equal(Refusal.BadJson, twice.Reason);
        Assert.Equal(Refusal.BadJson, Assert.Throws<RefusedException>(() => FeedReader.Parse(mark)).Reason);
    }

    [Fact]
    public void Every_member_that_is_missing_null_or_of_another_type_is_named()
    {
        foreach (var (body, read) in new (string, Func<JsonElement, object>)[]
        {
            (Prediction, FeedReader.ReadPrediction), (Result, FeedReader.ReadResult), (Void, FeedReader.ReadVoid),
        })
        {
            foreach (var path in Paths(JsonNode.Parse(body)!.AsObject()).Where(path => path != "later" && !path.Contains("penalties")))
            {
                Assert.Equal((Refusal.MissingField, path), ReasonOf(Changed(body, path, (parent, name) => parent.Remove(name)), read));
                Assert.Equal((Refusal.MissingField, path), ReasonOf(Changed(body, path, (parent, name) => parent[name] = null), read));
                Assert.Equal(path, ReasonOf(Changed(body, path, (parent, name) => parent[name] = true), read).Field);
            }
        }

        static IEnumerable<string> Paths(JsonObject node, string prefix = "") => node.SelectMany(member =>
            member.Value is JsonObject inner ? Paths(inner, $"{prefix}{member.Key}.").Prepend(prefix + member.Key) : [prefix + member.Key]);

        static string Changed(string body, string path, Action<JsonObject, string> change)
        {
            var root = JsonNode.Parse(body)!;
            var names = path.Split('.');
            change(names[..^1].Aggregate(root, (node, name) => node[name]!).AsObject(), names[^1]);
            return root.ToJsonString();
        }
    }

    [Fact]
    public void A_body_over_the_limit_is_refused() =>
        Assert.Equal(Refusal.TooLarge, Assert.Throws<RefusedException>(() => FeedReader.Parse(new byte[FeedReader.MaxBytes + 1])).Reason);

    [Fact]
    public void Invalid_UTF8_is_refused()
    {
        var refused = Assert.Throws<RefusedException>(() => FeedReader.Parse(new byte[] { (byte)'"', 0xff, (byte)'"' }));
        Assert.Equal(Refusal.BadJson, refused.Reason);
    }

    [Fact]
    public void A_serialized_result_reads_back()
    {
        var result = Read(Result, FeedReader.ReadResult);
        Assert.Equal(result, Read(JsonSerializer.Serialize(result, ContractJson.Default.MatchCompleted), FeedReader.ReadResult));
    }

    private static (string Reason, string Field) ReasonOf<T>(string body, Func<JsonElement, T> read)
    {
        var refused = Assert.Throws<RefusedException>(() => Read(body, read));
        return (refused.Reason, refused.Field);
    }

    private static T Read<T>(string body, Func<JsonElement, T> read)
    {
        using var document = FeedReader.Parse(Encoding.UTF8.GetBytes(body));
        return read(document.RootElement);
    }
}
