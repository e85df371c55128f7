using System.Text;
using Statsctl.DeadLetters;

namespace Stats.Tests.DeadLetters;

public sealed class LetterBodyTests
{
    [Theory]
    [InlineData("""{"matchId":"m 1"}""", "m 1")]
    [InlineData("""{"message":{"matchId":"m1"}}""", "m1")]
    [InlineData("""{"specversion":"1.0","data":{"matchId":"m1"}}""", "m1")]
    [InlineData("""{"matchId":7}""", null)]
    [InlineData("""{"message":[],"data":"m1"}""", null)]
    [InlineData("""["matchId"]""", null)]
    [InlineData("""{"matchId":"m1""", null)]
    [InlineData("""{"matchId":"\ud800"}""", null)]
    [InlineData("", null)]
    public void The_match_id_is_found_in_every_message_format(string body, string? match)
    {
        Assert.Equal(match, LetterBody.MatchId(Bytes(body)));
        Assert.Equal(match is not null, new LetterFilter(Match: match ?? "m1").Takes(LetterTests.Letter(body: body)));
    }

    [Fact]
    public void JSON_is_indented_and_otherwise_unchanged() =>
        Assert.Equal("{\n  \"a\": 1.50,\n  \"a\": \"ü<\"\n}", LetterBody.Text(Bytes("""{"a":1.50,"a":"ü<"}""")));

    [Theory]
    [InlineData("plain\r\n\u001b[31mred", @"plain\u000d\u000a\u001b[31mred")]
    [InlineData("\"\u009b31m\u202e\"", @"""\u009B31m\u202e""")]
    public void Control_characters_are_escaped_for_the_terminal(string body, string shown) =>
        Assert.Equal(shown, LetterBody.Text(Bytes(body)));

    [Fact]
    public void Bytes_that_are_not_text_are_escaped() => Assert.Equal(@"a\xff\x00", LetterBody.Text(new byte[] { 0x61, 0xff, 0x00 }));

    [Fact]
    public void Only_the_beginning_of_a_large_body_is_shown()
    {
        var shown = LetterBody.Text(Bytes(new string('x', 10_000)));
        Assert.Equal($"{new string('x', LetterBody.Shown)}… (10,000 bytes)", shown);
        // The cut falls within a character.
        Assert.EndsWith("(9,999 bytes)", LetterBody.Text(Bytes("x" + string.Concat(Enumerable.Repeat("é", 4999)))));
    }

    [Theory]
    [InlineData(null, null, true)]
    [InlineData("conflict", null, true)]
    [InlineData("conflict", "score", true)]
    [InlineData("conflict", "", false)]
    [InlineData("bad-id", null, false)]
    public void A_filter_requires_all_its_conditions(string? reason, string? field, bool matches)
    {
        var letter = LetterTests.Letter(headers: new() { ["stats-reason"] = "conflict", ["stats-field"] = "score" });
        Assert.Equal(matches, new LetterFilter(reason, field).Takes(letter));
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
