using System.Text;
using Stats.Contracts;
using StatsApi.MatchPages;

namespace Stats.Tests.Api;

public sealed class WhatIfBodyTests
{
    [Theory]
    [InlineData("""{"homeGoals":2,"awayGoals":1}""", 2, 1)]
    [InlineData(""" { "awayGoals" : 99, "homeGoals" : 0 } """, 0, 99)]
    public void A_valid_result_is_read(string body, int home, int away)
    {
        var (result, errors) = Read(body);
        Assert.Empty(errors);
        Assert.Equal(new Goals(home, away), result);
    }

    [Theory]
    [InlineData("", "body")]
    [InlineData("null", "body")]
    [InlineData("[2,1]", "body")]
    [InlineData("2", "body")]
    [InlineData("{", "body")]
    [InlineData("""{"homeGoals":2,"awayGoals":1} x""", "body")]
    [InlineData("""{"homeGoals":2,"homeGoals":2,"awayGoals":1}""", "body")]
    [InlineData("""{"homeGoals":2,"awayGoals":1,"\ud800":1}""", "body")]
    [InlineData("{}", "homeGoals,awayGoals")]
    [InlineData("""{"homeGoals":2}""", "awayGoals")]
    [InlineData("""{"homeGoals":2,"awayGoals":null}""", "awayGoals")]
    [InlineData("""{"homeGoals":"2","awayGoals":1}""", "homeGoals")]
    [InlineData("""{"homeGoals":1.5,"awayGoals":1}""", "homeGoals")]
    [InlineData("""{"homeGoals":-1,"awayGoals":100}""", "homeGoals,awayGoals")]
    [InlineData("""{"homeGoals":1e99,"awayGoals":1}""", "homeGoals")]
    [InlineData("""{"homeGoals":{},"awayGoals":[]}""", "homeGoals,awayGoals")]
    [InlineData("""{"homeGoals":2,"awayGoals":1,"extraTime":true}""", "extraTime")]
    [InlineData("""{"HomeGoals":2,"awayGoals":1}""", "HomeGoals,homeGoals")]
    public void Each_invalid_member_is_named(string body, string members) =>
        Assert.Equal(members.Split(','), Read(body).Errors.Select(error => error.Parameter));

    [Fact]
    public void The_error_for_an_unknown_member_lists_the_known_ones() => Assert.Equal(
        "Unknown member extraTime. Known members: homeGoals, awayGoals.",
        Read("""{"homeGoals":2,"awayGoals":1,"extraTime":true}""").Errors[0].Message);

    [Fact]
    public void A_body_that_is_not_UTF8_is_refused() =>
        Assert.Equal("body", Assert.Single(WhatIfBody.Read(new byte[] { 0x22, 0xff, 0x22 }).Errors).Parameter);

    [Fact]
    public void A_long_member_name_is_truncated() =>
        Assert.Equal(129, Read($$"""{"homeGoals":2,"awayGoals":1,"{{new string('x', 500)}}":1}""").Errors[0].Parameter.Length);

    private static WhatIfBody Read(string body) => WhatIfBody.Read(Encoding.UTF8.GetBytes(body));
}
