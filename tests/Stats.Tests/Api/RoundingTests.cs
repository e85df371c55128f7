using Stats.Contracts;
using Stats.Scoring;
using Stats.Store.Events;
using StatsApi.MatchPages;
using StatsApi.Tables;

namespace Stats.Tests.Api;

public sealed class RoundingTests
{
    [Theory]
    [InlineData(0, 1, "0.00")]
    [InlineData(5, 2, "2.50")]
    [InlineData(1, 3, "0.33")]
    [InlineData(2, 3, "0.67")]
    [InlineData(1, 8, "0.13")] // 0.125: half goes up, not to the even 0.12
    [InlineData(3, 8, "0.38")]
    [InlineData(401, 200, "2.01")] // as a double, 2.005 is slightly smaller
    [InlineData(10_000_000_000, 3, "3333333333.33")]
    public void An_average_is_rounded_half_up_to_two_decimals(long points, long predictions, string shown) =>
        Assert.Equal(shown, Rounded.Average(points, predictions).ToString());

    [Theory]
    [InlineData(0, 7, "0.0")]
    [InlineData(7, 7, "100.0")]
    [InlineData(1, 3, "33.3")]
    [InlineData(2, 3, "66.7")]
    [InlineData(1, 2000, "0.1")] // 0.05
    [InlineData(1, 16, "6.3")] // 6.25
    [InlineData(999, 1000, "99.9")]
    public void A_percentage_is_rounded_half_up_to_one_decimal(long part, long whole, string shown) =>
        Assert.Equal(shown, Rounded.Percent(part, whole).ToString());

    [Fact]
    public void Raw_quotas_are_neither_clamped_nor_rounded_to_whole_points()
    {
        var raw = RawQuotas.Of(ScoringRules.Default, new Distribution(24, 4, 2));
        Assert.Equal(new RawQuotas(2.15m, 5.9m, 10.4m), raw);
    }

    [Fact]
    public void A_tendency_without_predictions_has_no_raw_quota() =>
        Assert.Equal(new RawQuotas(2m, null, null), RawQuotas.Of(ScoringRules.Default, new Distribution(3, 0, 0)));

    [Theory]
    [InlineData(1, 3L, 2L, "up")]
    [InlineData(3, 1L, -2L, "down")]
    [InlineData(2, 2L, 0L, "same")]
    [InlineData(2, null, null, "new")]
    public void The_trend_follows_from_the_ranks(long rank, long? previous, long? change, string trend)
    {
        var row = new Row(rank, false, "m", "M", "p", 1, 1, 1, 1, 1, 0, 0, 0, previous);
        Assert.Equal((change, trend), (row.RankChange, row.Trend));
    }

    [Fact]
    public void A_history_entry_shows_the_content_of_its_event()
    {
        var recorded = new RecordedEvent(1, "m", 2, "result_recorded", new ResultRecorded(
            1, new("en.1", "League"), "2015-16", new("home", "Home"), new("away", "Away"), DateTimeOffset.UnixEpoch,
            new Score(new Goals(2, 2), null, new Goals(4, 5)), DateTimeOffset.UnixEpoch), DateTimeOffset.UnixEpoch, Guid.Empty);
        Assert.Equal(new Result(new Goals(2, 2), null, new Goals(4, 5)), HistoryEntry.Of(recorded).Score);
        var voided = recorded with { Type = "match_voided", Event = new Stats.Scoring.MatchVoided(2, "fog", DateTimeOffset.UnixEpoch) };
        var entry = HistoryEntry.Of(voided);
        Assert.Equal(("fog", 2, "match_voided"), (entry.Reason, entry.Revision, entry.Type));
    }
}
