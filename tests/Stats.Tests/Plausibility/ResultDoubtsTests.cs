using Stats.Contracts;
using Statsctl.Plausibility;

namespace Stats.Tests.Plausibility;

public sealed class ResultDoubtsTests
{
    private static readonly DateTimeOffset Kickoff = new(2026, 7, 3, 18, 0, 0, TimeSpan.Zero);

    private static readonly MatchCompleted Usual = new(
        "m",
        new Competition("t.ko", "Cup"),
        "2026",
        new Club("a", "A"),
        new Club("b", "B"),
        Kickoff,
        new Score(new Goals(1, 1), new Goals(2, 1)),
        1,
        Kickoff.AddHours(2));

    [Fact]
    public void A_usual_result_raises_no_doubt() => Assert.Empty(ResultDoubts.Of(Usual));

    [Theory]
    [InlineData(0, 0)]
    [InlineData(5, 0)]
    public void A_score_after_extra_time_below_the_90_minutes_is_doubtful(int home, int away) =>
        Assert.Equal(["score.extraTime"], Doubts(new Score(new Goals(1, 1), new Goals(home, away))));

    [Fact]
    public void A_level_shoot_out_is_doubtful() =>
        Assert.Equal(["score.penalties"], Doubts(new Score(new Goals(1, 1), new Goals(1, 1), new Goals(4, 4))));

    [Fact]
    public void Scores_of_second_legs_are_not_doubtful()
    {
        Assert.Empty(Doubts(new Score(new Goals(2, 0), new Goals(2, 0))));
        Assert.Empty(Doubts(new Score(new Goals(2, 1), Penalties: new Goals(5, 3))));
    }

    [Fact]
    public void A_result_before_kickoff_is_doubtful() =>
        Assert.Equal(["occurredAt"], Doubts(Usual with { OccurredAt = Kickoff.AddSeconds(-1) }));

    [Theory]
    [InlineData("2026-03-15", "2025-26", true)]
    [InlineData("2025-03-31", "2025-26", false)]
    [InlineData("2026-09-30", "2025-26", true)]
    [InlineData("2026-10-01", "2025-26", false)]
    [InlineData("2025-12-30", "2026", true)]
    [InlineData("2015-12-30", "spring", true)]
    public void A_kickoff_far_from_its_season_is_doubtful(string day, string season, bool plausible)
    {
        var kickoff = new DateTimeOffset(DateOnly.Parse(day), new TimeOnly(15, 0), TimeSpan.Zero);
        string[] expected = plausible ? [] : ["kickoff"];
        Assert.Equal(expected, Doubts(Usual with { Season = season, Kickoff = kickoff, OccurredAt = kickoff.AddHours(2) }));
    }

    [Fact]
    public void A_club_against_itself_is_doubtful() =>
        Assert.Equal(["awayClub.name"], Doubts(Usual with { AwayClub = new Club("a-2", "a") }));

    private static string[] Doubts(Score score) => Doubts(Usual with { Score = score });

    private static string[] Doubts(MatchCompleted result) => [.. ResultDoubts.Of(result).Select(doubt => doubt.Member)];
}
