using System.Text;
using Season.Stub;
using Statsctl;

namespace Stats.Tests.Results.Sources;

/// <summary>The corpus of unexpected answers: each error begins with the URL, and names the JSON path and what was expected.</summary>
public sealed class BadAnswerTests : StubTests
{
    private const string Finished = "\"leagueSeason\":2025,\"matchIsFinished\":true,"
        + "\"team1\":{\"teamName\":\"A\"},\"team2\":{\"teamName\":\"B\"}";

    private const string Match = Finished + ",\"matchDateTimeUTC\":\"2025-08-22T18:30:00Z\"";

    private const string Days = "\"season\":{\"startDate\":\"2025-08-22\",\"endDate\":\"2026-05-16\"}";

    private const string Fixture = Days + ",\"utcDate\":\"2025-08-22T18:30:00Z\"";

    [Theory]
    [InlineData("", ": expected JSON, found an empty answer")]
    [InlineData("[{\"matchID\":1,", ": expected JSON: ")]
    [InlineData("<html></html>", ": expected JSON: '<' is an invalid start of a value")]
    [InlineData("[{\"matchID\":1,\"matchID\":1}]", " $[0].matchID: expected the member 'matchID' once in its object")]
    [InlineData("{}", " $: expected a list of matches")]
    [InlineData("[]", " $: expected matches of the league bl1 in 2025, found none")]
    [InlineData("[7]", " $[0]: expected 'matchIsFinished' to be true or false")]
    [InlineData("[{\"leagueSeason\":2024}]", " $[0].leagueSeason: expected 'leagueSeason' to be 2025, found 2024")]
    [InlineData("[{\"leagueSeason\":2025,\"matchIsFinished\":1}]", " $[0].matchIsFinished: expected 'matchIsFinished' to be true or false")]
    [InlineData("[{\"matchIsFinished\":true,\"team1\":{}}]", " $[0].team1: expected 'team1' to have a 'teamName'")]
    [InlineData(
        "[{\"matchIsFinished\":false,\"matchDateTimeUTC\":\"2025-08-22T18:30:00\"}]",
        " $[0].matchDateTimeUTC: expected 'matchDateTimeUTC' to be a time with an offset")]
    [InlineData("[{" + Finished + ",\"matchDateTimeUTC\":null}]", " $[0]: expected 'matchDateTimeUTC' to be a time with an offset")]
    [InlineData("[{" + Finished + ",\"matchDateTimeUTC\":\"0001-01-01T00:00:00Z\"}]", " $[0].matchDateTimeUTC: expected")]
    [InlineData("[{" + Finished + ",\"matchDateTimeUTC\":\"1849-12-31T23:59:59Z\"}]", " $[0].matchDateTimeUTC: expected")]
    [InlineData("[{\"matchIsFinished\":false,\"matchDateTimeUTC\":\"9999-12-31T23:59:59Z\"}]", " $[0].matchDateTimeUTC: expected")]
    [InlineData("[{\"matchIsFinished\":false,\"matchDateTimeUTC\":7}]", " $[0].matchDateTimeUTC: expected")]
    [InlineData(
        "[{" + Match + ",\"matchResults\":[{\"resultTypeID\":2,\"pointsTeam1\":\"1\",\"pointsTeam2\":0}]}]",
        " $[0].matchResults[0]: expected 'pointsTeam1' and 'pointsTeam2' to be numbers from 0 to 99")]
    [InlineData(
        "[{" + Match + ",\"matchResults\":[{\"resultTypeID\":9,\"pointsTeam1\":1,\"pointsTeam2\":0}]}]",
        " $[0].matchResults[0]: expected a known 'resultTypeKind' or 'resultTypeID'")]
    [InlineData(
        "[{" + Match + ",\"matchResults\":[{\"resultTypeID\":2,\"pointsTeam1\":1,\"pointsTeam2\":0},"
            + "{\"resultTypeID\":2,\"pointsTeam1\":0,\"pointsTeam2\":0}]}]",
        " $[0].matchResults[1]: expected one result of each kind, found two that differ")]
    public async Task An_unexpected_answer_of_OpenLigaDB_is_reported_with_its_path(string body, string expectation)
    {
        Stub.Fail(new StubFault.Body(body));

        await AssertUnreadableAsync(OpenLigaDb, $"{Stub.Address}getmatchdata/bl1/2025{expectation}");
    }

    [Theory]
    [InlineData("[]", " $: expected an object with a list 'matches'")]
    [InlineData("{\"matches\":{}}", " $.matches: expected an object with a list 'matches'")]
    [InlineData("{\"matches\":[]}", " $.matches: expected matches of BL1 in 2025, found none")]
    [InlineData("{\"resultSet\":{\"count\":306},\"matches\":[{}]}", " $.resultSet.count: expected 'count' to be 1")]
    [InlineData("{\"matches\":[{}]}", " $.matches[0]: expected 'season' to have a 'startDate' and an 'endDate'")]
    [InlineData(
        "{\"matches\":[{\"season\":{\"startDate\":\"2024-08-22\",\"endDate\":\"2025-05-16\"}}]}",
        " $.matches[0].season.startDate: expected a season that begins in 2025, found 2024")]
    [InlineData("{\"matches\":[{" + Days + "}]}", " $.matches[0]: expected 'utcDate' to be a time with an offset")]
    [InlineData("{\"matches\":[{" + Days + ",\"utcDate\":\"0001-01-01T00:00:00Z\"}]}", " $.matches[0].utcDate: expected 'utcDate'")]
    [InlineData("{\"matches\":[{" + Days + ",\"utcDate\":\"9999-12-31T23:59:59Z\"}]}", " $.matches[0].utcDate: expected 'utcDate'")]
    [InlineData("{\"matches\":[{" + Fixture + "}]}", " $.matches[0]: expected a known 'status' such as TIMED or FINISHED, found ''")]
    [InlineData("{\"matches\":[{" + Fixture + ",\"status\":\"OVER\"}]}", " $.matches[0].status: expected a known 'status'")]
    [InlineData("{\"matches\":[{" + Fixture + ",\"status\":\"FINISHED\"}]}", " $.matches[0]: expected 'homeTeam' to have a 'name'")]
    [InlineData(
        "{\"matches\":[{" + Fixture + ",\"status\":\"FINISHED\",\"homeTeam\":{\"name\":\"A\"},\"awayTeam\":{\"name\":\"B\"},"
            + "\"score\":{\"duration\":\"LONG\",\"fullTime\":{\"home\":1,\"away\":0}}}]}",
        " $.matches[0].score.duration: expected 'duration' to be REGULAR, EXTRA_TIME or PENALTY_SHOOTOUT, found 'LONG'")]
    [InlineData(
        "{\"matches\":[{" + Fixture + ",\"status\":\"FINISHED\",\"homeTeam\":{\"name\":\"A\"},\"awayTeam\":{\"name\":\"B\"},"
            + "\"score\":{\"duration\":\"REGULAR\",\"fullTime\":{\"home\":1}}}]}",
        " $.matches[0].score.fullTime: expected 'home' and 'away' to be numbers from 0 to 99")]
    public async Task An_unexpected_answer_of_football_data_org_is_reported_with_its_path(string body, string expectation)
    {
        Stub.Fail(new StubFault.Body(body));

        await AssertUnreadableAsync(FootballDataOrg, $"{Stub.Address}v4/competitions/BL1/matches?season=2025{expectation}");
    }

    [Theory]
    [InlineData("text/html", ": expected JSON, found text/html")]
    [InlineData("text/plain; charset=utf-8", ": expected JSON, found text/plain")]
    [InlineData("application/json; charset=iso-8859-1", ": expected UTF-8 text, found iso-8859-1")]
    public async Task Another_type_of_content_is_refused(string type, string expectation)
    {
        Stub.Fail(new StubFault.Body("<html><body>Down for maintenance</body></html>", type));

        await AssertUnreadableAsync(OpenLigaDb, $"{Stub.Address}getmatchdata/bl1/2025{expectation}");
    }

    [Fact]
    public async Task UTF16_invalid_UTF8_and_a_huge_answer_are_refused()
    {
        Stub.Fail(new StubFault.Body(Encoding.Unicode.GetBytes("[]")));
        Stub.Fail(new StubFault.Body(new byte[] { (byte)'[', 0xFC, (byte)']' }));
        Stub.Fail(new StubFault.Body(new byte[17 * 1024 * 1024]));

        foreach (var expected in new[] { "UTF-8 text, found UTF-16", "UTF-8 text, found an invalid byte", "at most 16,777,216 bytes" })
            await AssertUnreadableAsync(OpenLigaDb, $"{Stub.Address}getmatchdata/bl1/2025: expected {expected}");
    }

    [Fact]
    public async Task A_byte_order_mark_of_UTF8_is_allowed()
    {
        Stub.Fail(new StubFault.Body("\uFEFF[{" + Match + "}]"));

        Assert.Single((await ReadAsync(Open(OpenLigaDb))).Matches);
    }

    private async Task AssertUnreadableAsync(string source, string beginning)
    {
        var problem = await Assert.ThrowsAsync<UnreadableFileException>(() => ReadAsync(Open(source)));
        Assert.StartsWith(beginning, problem.Message);
        Assert.Empty(Said);
    }
}
