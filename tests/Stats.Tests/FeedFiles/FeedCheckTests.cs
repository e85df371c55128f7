using System.Text;
using Stats.Contracts.Feed;
using Statsctl.FeedFiles;

namespace Stats.Tests.FeedFiles;

public sealed class FeedCheckTests
{
    private const string Prediction =
        """{"matchId":"m","model":"""
        + """{"id":"elo","displayName":"Elo","provider":"x"},"homeGoals":2,"awayGoals":1,"submittedAt":"2016-05-15T13:00:00Z"}""";

    private const string Result =
        """{"matchId":"m","competition":"""
        + """{"id":"en.1","name":"PL"},"season":"2015-16","homeClub":{"id":"a","name":"A"},"awayClub":"""
        + """{"id":"b","name":"B"},"kickoff":"2016-05-15T14:00:00Z","score":"""
        + """{"regularTime":{"home":2,"away":1}},"revision":1,"occurredAt":"2016-05-15T16:00:00Z"}""";

    private const string Void = """{"matchId":"m","revision":2,"reason":"fog","occurredAt":"2016-05-15T16:00:00Z"}""";

    [Fact]
    public void All_message_formats_give_the_same_body_and_routing_key()
    {
        foreach (var (body, key) in new[] { (Prediction, "prediction.submitted"), (Result, "match.completed"), (Void, "match.voided") })
        {
            var check = Check(
                body,
                $$"""{"routingKey":"{{key}}","body":{{body}}}""",
                $$"""{"specversion":"1.0","id":"1","source":"s","type":"{{key}}","data":{{body}}}""",
                $$"""{"specversion":"1.0","id":"2","source":"s","type":"stats.{{key}}","data":{{body}}}""");
            Assert.Equal(
                Enumerable.Repeat((key, body), 4), check.Good.Select(good => (good.RoutingKey, Encoding.UTF8.GetString(good.Body.Span))));
            Assert.Equal((4, 3, 0, 0), (check.Report.Messages, check.Report.Repeats, check.Report.Refused, check.Report.Warnings));
        }
    }

    [Theory]
    [InlineData("""{"matchId":"m"}""", FeedFileFinding.UnknownType, "")]
    [InlineData("""{"matchId":"m","reason":"fog","score":{}}""", FeedFileFinding.UnknownType, "")]
    [InlineData("""{"routingKey":"match.finished","body":{}}""", FeedFileFinding.Unrouted, "")]
    [InlineData("""{"routingKey":"match.voided"}""", Refusal.MissingField, "body")]
    [InlineData("""{"routingKey":"match.voided","body":"{}"}""", Refusal.BadJson, "body")]
    [InlineData("""{"specversion":"1.0","type":"\ud800","data":{}}""", Refusal.BadJson, "type")]
    [InlineData("""{"specversion":"1.0","type":"match.voided","data_base64":"e30="}""", Refusal.MissingField, "data")]
    [InlineData("""{"matchId":"m","matchId":"m","reason":"fog"}""", Refusal.BadJson, "")]
    [InlineData("""{"specversion":"1.0","type":"match.voided","data":"{}"}""", Refusal.BadJson, "data")]
    [InlineData("17", Refusal.BadJson, "")]
    public void A_message_that_cannot_be_sent_is_refused(string message, string reason, string member)
    {
        var check = Check(message);
        Assert.Equal((reason, member), Assert.Single(check.Report.Findings.Select(finding => (finding.Reason, finding.Member))));
        Assert.Equal((1, 0), (check.Report.Refused, check.Good.Count));
    }

    [Fact]
    public void A_message_that_the_service_would_refuse_is_reported_with_line_and_reason()
    {
        var check = Check(Prediction, Result.Replace("\"home\":2", "\"home\":100"), Void.Replace("Z", ""), "{\"matchId\":");
        Assert.Equal(
            ["f:2 bad-goals score.regularTime.home", "f:3 bad-time occurredAt", "f:4 bad-json "],
            check.Report.Findings.Select(finding => $"{finding.File}:{finding.Line} {finding.Reason} {finding.Member}"));
        Assert.Equal((1, 3), (check.Good.Count, check.Report.Refused));
    }

    [Fact]
    public void A_syntax_error_is_reported_with_its_line() =>
        Assert.Equal(3, Assert.Single(Check("{\n\"matchId\": \"m\",\n!\n}").Report.Findings).Line);

    [Theory]
    [InlineData("\"home\":2", "\"home\":3", "score")]
    [InlineData("\"season\":\"2015-16\"", "\"season\":\"2016-17\"", "season")]
    public void Different_content_under_the_same_revision_is_a_conflict(string text, string other, string member)
    {
        var check = Check(Result, Result.Replace(text, other), Result.Replace(text, other).Replace("\"revision\":1", "\"revision\":2"));
        Assert.Equal((2, Refusal.Conflict, member), Assert.Single(check.Report.Findings.Select(f => (f.Line, f.Reason, f.Member))));
        Assert.Equal(2, check.Good.Count);
    }

    [Fact]
    public void A_void_under_the_revision_of_a_result_is_a_conflict_but_a_changed_name_is_not()
    {
        var contradicted = Assert.Single(Check(Result, Void.Replace("\"revision\":2", "\"revision\":1")).Report.Findings);
        Assert.Equal(
            ("revision", "Revision 1 of match m is already a result, but this message is a void."),
            (contradicted.Member, contradicted.Message));
        Assert.Empty(Check(Result, Result.Replace("\"PL\"", "\"Premier League\"")).Report.Findings);
    }

    [Fact]
    public void Two_predictions_at_the_same_time_are_a_warning_and_both_are_accepted()
    {
        var check = Check(Prediction, Prediction.Replace("\"homeGoals\":2", "\"homeGoals\":3"), Prediction);
        Assert.Equal((FeedFileFinding.SameMoment, 2), Assert.Single(check.Report.Findings.Select(f => (f.Reason, f.Line))));
        Assert.Equal((3, 1, 0), (check.Good.Count, check.Report.Repeats, check.Report.Refused));
    }

    [Fact]
    public void A_result_that_can_hardly_be_true_is_a_warning_and_accepted()
    {
        const string Impossible =
            """{"regularTime":{"home":2,"away":1},"extraTime":{"home":0,"away":0},"penalties":{"home":4,"away":4}}""";
        var check = Check(Result.Replace("""{"regularTime":{"home":2,"away":1}}""", Impossible));
        Assert.Equal(
            [
                "f:1: warning: implausible at score.extraTime: The score after extra time, 0-0, is below the score after 90 minutes, 2-1. "
                    + "It includes the goals of the 90 minutes.",
                "f:1: warning: implausible at score.penalties: The shoot-out ended level, 4-4. "
                    + "Give the goals of the shoot-out alone; one club has more.",
            ],
            check.Report.Findings.Select(finding => finding.ToString()));
        Assert.Equal((1, 0), (check.Good.Count, check.Report.Refused));
    }

    [Theory]
    [InlineData("""{"regularTime":{"home":2,"away":0},"extraTime":{"home":0,"away":0}}""", "score.extraTime")]
    [InlineData(
        """{"regularTime":{"home":1,"away":1},"extraTime":{"home":0,"away":0},"penalties":{"home":3,"away":4}}""", "score.extraTime")]
    [InlineData(
        """{"regularTime":{"home":1,"away":1},"extraTime":{"home":1,"away":1},"penalties":{"home":4,"away":4}}""", "score.penalties")]
    [InlineData("""{"regularTime":{"home":2,"away":1},"penalties":{"home":5,"away":3}}""", null)]
    public void An_impossible_score_is_found_and_that_of_a_second_leg_passes(string score, string? member)
    {
        var check = Check(Result.Replace("""{"regularTime":{"home":2,"away":1}}""", score));
        Assert.Equal(member, check.Report.Findings.SingleOrDefault()?.Member);
        Assert.Equal((1, 0), (check.Good.Count, check.Report.Refused));
    }

    [Fact]
    public void Unknown_members_are_warnings_with_their_paths()
    {
        var check = Check(Result.Replace("\"home\":2", "\"home\":2,\"Home\":2").Replace("\"season\"", "\"venue\":1,\"season\""));
        Assert.Equal(["venue", "score.regularTime.Home"], check.Report.Findings.Select(finding => finding.Member));
        Assert.Contains("Write it exactly as home.", check.Report.Findings[1].Advice);
        Assert.Equal((1, 2), (check.Good.Count, check.Report.Warnings));
    }

    [Fact]
    public void The_type_option_applies_to_bare_bodies_only()
    {
        var check = new FeedCheck(MessageKind.Named("void"));
        check.Take(Message("""{"matchId":"m"}""", 1));
        check.Take(Message($$"""{"routingKey":"match.completed","body":{{Result}}}""", 2));
        Assert.Equal((Refusal.MissingField, "revision"), Assert.Single(check.Report.Findings.Select(f => (f.Reason, f.Member))));
        Assert.Equal(1, check.Report.Results);
    }

    private static FeedCheck Check(params string[] messages)
    {
        var check = new FeedCheck();
        foreach (var (line, message) in messages.Index())
            check.Take(Message(message, line + 1));
        return check;
    }

    private static FileMessage Message(string json, int line) => new("f", line, Encoding.UTF8.GetBytes(json));
}
