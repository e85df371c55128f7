using System.Text;
using System.Text.Json;
using Stats.Cache;
using StatsApi.Pages;
using StatsApi.Queries;
using StatsApi.Tables;

namespace Stats.Tests.Api;

public sealed class EnvelopeTests
{
    private static readonly DateTime At = new(2026, 1, 1, 12, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void The_stored_and_the_fresh_body_differ_only_in_the_cached_flag()
    {
        var (stored, fresh) = Write([Row("\"cached\":true")], new Pagination(1, false, null, 50, true, null));
        Assert.Equal(
            Encoding.UTF8.GetString(stored),
            Encoding.UTF8.GetString(fresh).Replace("\"cached\":false", "\"cached\":true"));
        Assert.True(JsonDocument.Parse(stored).RootElement.GetProperty("meta").GetProperty("cached").GetBoolean());
        Assert.False(JsonDocument.Parse(fresh).RootElement.GetProperty("meta").GetProperty("cached").GetBoolean());
    }

    [Fact]
    public void The_envelope_has_the_documented_JSON()
    {
        var (_, fresh) = Write([Row("Köln")], new Pagination(7, true, "abc", 1, false, "def"));
        Assert.Equal(
            """
            {"data":[{"rank":1,"tied":true,"modelId":"m","displayName":"Köln","provider":"p","totalPredictions":3,"scoredPredictions":2,
            "totalPoints":5,"avgPoints":2.50,"accuracy":50.0,"exactScores":0,"correctTendencies":1,"correctGoalDifferences":1,
            "previousRank":null,"rankChange":null,"trend":"new"}],
            "meta":{"generatedAt":"2026-01-01T12:00:00Z","cached":false,"scope":"overall","version":42,
            "filters":{"season":"2015-16","metric":"avgPoints"},
            "pagination":{"totalCount":7,"hasMore":true,"nextCursor":"abc","limit":1,"consistent":false,"previousCursor":"def"},"unknownIds":["x"]}}
            """.ReplaceLineEndings(""),
            Encoding.UTF8.GetString(fresh));
    }

    [Fact]
    public void A_page_that_is_not_a_list_has_no_pagination()
    {
        var (stored, _) = Write([], null);
        Assert.Equal(JsonValueKind.Null, JsonDocument.Parse(stored).RootElement.GetProperty("meta").GetProperty("pagination").ValueKind);
    }

    [Fact]
    public void The_link_points_to_the_next_page_of_the_same_query()
    {
        var request = new Microsoft.AspNetCore.Http.DefaultHttpContext().Request;
        (request.PathBase, request.Path) = ("/behind", "/api/stats/leaderboard");
        var query = new PageQuery { Season = "2015-16", Limit = 5, Around = "elo", MinVersion = 3 };
        Assert.Equal(
            "</behind/api/stats/leaderboard?cursor=abc&limit=5&season=2015-16>; rel=\"next\"", PageResult.NextLink(request, query, "abc"));
        Assert.Null(PageResult.NextLink(request, query, null));
    }

    [Theory]
    [InlineData(CacheStatus.Hit, "stats; hit")]
    [InlineData(CacheStatus.Stored, "stats; fwd=miss; stored")]
    [InlineData(CacheStatus.Miss, "stats; fwd=miss")]
    [InlineData(CacheStatus.Bypass, "stats; fwd=bypass")]
    public void The_Cache_Status_header_says_where_a_response_comes_from(CacheStatus status, string header) =>
        Assert.Equal(header, PageResult.StatusOf(status));

    [Theory]
    [InlineData(false, null, "00:00:00")]
    [InlineData(true, null, "00:10:00")]
    [InlineData(true, "2025-12-20", "00:10:00")]
    [InlineData(true, "2025-11-30", "1.00:00:00")]
    public void Finished_seasons_are_cached_longer_and_unknown_ids_not_at_all(bool kept, string? lastKickoff, string timeToLive) =>
        Assert.Equal(
            TimeSpan.Parse(timeToLive),
            new Lifetime(kept, lastKickoff is null ? null : DateTime.Parse(lastKickoff))
                .TimeToLive(new CacheOptions(), new DateTimeOffset(At)));

    private static (byte[] Stored, byte[] Fresh) Write(Row[] rows, Pagination? pagination) => Envelope.Write(
        rows,
        TablesJson.Default.Leaderboard,
        new Meta(At, Cached: false, "overall", 42, Filters.Of(new PageQuery { Season = "2015-16" }, [Parameter.Metric]), pagination, ["x"]));

    private static Row Row(string name) =>
        new(1, true, "m", name, "p", 3, 2, 5, Rounded.Average(5, 2), Rounded.Percent(1, 2), 0, 1, 1, null);
}
