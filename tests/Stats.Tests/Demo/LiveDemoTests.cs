using Season.Demo;
using Season.Stub;
using Stats.Contracts;
using Stats.Tests.Replay;

namespace Stats.Tests.Demo;

/// <summary>The league and the clock of <c>./stats demo --live</c>.</summary>
public sealed class LiveDemoTests
{
    private static readonly DateTimeOffset First = new(2015, 8, 8, 12, 0, 0, TimeSpan.Zero);

    private static readonly StubLeague League = LiveLeague.Of(SampleSeason.Matches, First);

    [Fact]
    public void No_club_plays_twice_on_a_matchday_and_matchdays_do_not_overlap()
    {
        Assert.Equal(380, League.Matches.Count);
        var ends = First;
        foreach (var matchday in League.Matches.GroupBy(match => match.Matchday).OrderBy(matchday => matchday.Key))
        {
            var clubs = matchday.SelectMany(match => new[] { match.Home, match.Away }).ToArray();
            Assert.Equal(clubs.Length, clubs.Distinct().Count());
            Assert.True(matchday.Min(match => match.Kickoff) >= ends);
            ends = matchday.Max(match => match.End);
        }
    }

    [Fact]
    public void At_its_end_the_league_has_the_results_of_the_season_and_an_awarded_match()
    {
        var end = League.Matches.Max(match => match.End).AddDays(2);
        var states = League.Matches.Select(match => match.At(end)).ToArray();

        Assert.Equal(StubPhase.Awarded, Assert.Single(states, state => state.Phase != StubPhase.Finished).Phase);
        Assert.Equal(
            379,
            states.Zip(SampleSeason.Matches).Count(pair => pair.First.Score!.RegularTime == pair.Second.Result.Score.RegularTime));
        Assert.InRange(League.Matches.Count(match => match.CorrectedTo is not null), 20, 40);
    }

    [Fact]
    public void The_ticker_tells_kickoff_goals_full_time_correction_and_award()
    {
        var match = new StubMatch(
            1, 1, "A", "B", First, [new(10, true), new(70, false)], CorrectedTo: new Goals(1, 2), AwardedAs: new Goals(0, 3));
        var told = new List<string>();
        for (var minute = -2; minute < 26 * 60 + 10; minute++)
        {
            var (before, after) = (match.At(First.AddMinutes(minute)), match.At(First.AddMinutes(minute + 1)));
            if (LiveTicker.Event(match, before, after) is { } text)
                told.Add(text);
        }

        Assert.Equal(
            ["kickoff: A 0–0 B", "goal: A 1–0 B", "goal: A 1–1 B", "full time: A 1–1 B", "corrected: A 1–2 B", "awarded: A 0–3 B"], told);
    }

    [Fact]
    public async Task The_clock_and_its_timers_are_faster_than_real_ones()
    {
        var clock = new FastClock(First, speed: 3600);
        using var timer = new PeriodicTimer(TimeSpan.FromMinutes(1), clock);

        Assert.True(await timer.WaitForNextTickAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30)));

        Assert.True(clock.GetUtcNow() >= First.AddMinutes(1) - TimeSpan.FromSeconds(10));
    }
}
