using Stats.Contracts;
using Stats.Tests.Replay;
using Statsctl.Forecasters;

namespace Stats.Tests.Forecasters;

/// <summary>
/// The check changes the result of one match at a time. No prediction submitted before the end of that match may change. A forecaster that
/// looks ahead must fail the check.
/// </summary>
public sealed class NoLookAheadTests
{
    private static readonly IReadOnlyList<FeedMatch> Season = SampleSeason.Matches;

    public static TheoryData<string> Ids() => [.. BuiltInForecasters.FromResults.Select(forecaster => forecaster.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_result_changes_no_prediction_submitted_before_the_match_was_over(string id)
    {
        var forecaster = BuiltInForecasters.Find(id)!;

        Assert.Empty(LookedAhead(_ => forecaster));
    }

    [Fact]
    public void A_forecaster_that_knows_the_result_is_caught() => Assert.NotEmpty(LookedAhead(matches =>
    {
        var results = matches.ToDictionary(
            match => (match.Result.HomeClub.Id, match.Result.AwayClub.Id), match => match.Result.Score.RegularTime);
        return new Forecaster("cheat", "Cheat", (fixture, _) => results[(fixture.HomeClubId, fixture.AwayClubId)]);
    }));

    [Fact]
    public void A_forecaster_that_sees_the_other_results_of_the_day_is_caught() => Assert.NotEmpty(LookedAhead(matches =>
    {
        var goals = matches.ToLookup(match => match.Result.Kickoff, match => match.Result.Score.RegularTime.Home);
        return new Forecaster("peep", "Peeps", (fixture, _) => new Goals(goals[fixture.Kickoff].Max() % 10, 0));
    }));

    [Fact]
    public void A_history_holds_exactly_the_matches_that_ended_an_hour_before_kickoff()
    {
        foreach (var (next, fixture, history) in History.BeforeEach(Season))
        {
            var over = Season.Where(match => match.Result.OccurredAt <= next.Result.Kickoff.AddHours(-1)).ToList();
            var seen = history.In(fixture.CompetitionId).All;
            Assert.Equal(over.Count, seen.Count);
            Assert.All(seen, match => Assert.True(match.Fixture.Kickoff.AddHours(3) <= fixture.Kickoff));
        }
    }

    [Fact]
    public void A_match_that_ends_when_a_prediction_is_submitted_is_seen_and_one_a_minute_later_is_not()
    {
        var at = new DateTimeOffset(2016, 1, 2, 18, 0, 0, TimeSpan.Zero);
        Assert.Equal(1, Seen(at.AddHours(-3)));
        Assert.Equal(0, Seen(at.AddHours(-3).AddMinutes(1)));

        int Seen(DateTimeOffset earlier) => History
            .BeforeEach([At(Season[0], "earlier", earlier), At(Season[0], "later", at)])
            .Where(step => step.Next.Result.MatchId == "later")
            .Select(step => step.History.In("en.1").All.Count)
            .Single();
    }

    [Fact]
    public void A_voided_match_never_enters_a_history()
    {
        var voided = Season[0] with { Void = new MatchVoided(Season[0].Result.MatchId, 2, "awarded", Season[0].Result.OccurredAt) };
        var last = History.BeforeEach([voided, .. Season.Skip(1)]).Last();

        Assert.DoesNotContain(last.History.In("en.1").All, match =>
            match.Fixture.HomeClubId == voided.Result.HomeClub.Id && match.Fixture.AwayClubId == voided.Result.AwayClub.Id);
    }

    /// <summary>The predictions that changed although they were submitted before the changed result was known.</summary>
    private static IEnumerable<PredictionSubmitted> LookedAhead(Func<IReadOnlyList<FeedMatch>, Forecaster> forecasterOf)
    {
        var before = Predictions.Of(Season, [forecasterOf(Season)]).ToList();
        // Every 19th match: a sample of all parts of the season and all positions within a day.
        foreach (var rewritten in Enumerable.Range(0, Season.Count).Where(n => n % 19 == 0))
        {
            var future = Season.ToArray();
            var result = future[rewritten].Result;
            future[rewritten] = future[rewritten] with { Result = result with { Score = new Score(new Goals(9, 8)) } };
            var after = Predictions.Of(future, [forecasterOf(future)]);
            foreach (var (old, now) in before.Zip(after))
            {
                if (old.SubmittedAt < result.OccurredAt && old != now)
                    yield return now;
            }
        }
    }

    private static FeedMatch At(FeedMatch match, string id, DateTimeOffset kickoff) =>
        match with { Result = match.Result with { MatchId = id, Kickoff = kickoff, OccurredAt = kickoff.AddHours(2) } };
}
