using Stats.Contracts;
using Stats.Scoring;
using static Stats.Tests.Scoring.Given;

namespace Stats.Tests.Scoring;

/// <summary>
/// Orders of arrival that are easily handled wrongly. Every permutation of the messages gives the same, correct state.
/// <see cref="OrderIndependenceTests"/> tries any order of any feed, and <see cref="MatchDeciderTests"/> states the result of each message.
/// </summary>
public class HardOrdersTests
{
    [Fact]
    public void A_revival_may_arrive_before_its_void()
    {
        var state = InAnyOrder(Prediction("ann", 2, 1), Result(2, 1), Void(2), Result(2, 1, revision: 3));
        Assert.Equal((3, false, 1), (state.Scored!.Revision, state.Scored.Voided, state.Scored.PredictionsScored));
    }

    [Fact]
    public void A_second_result_under_a_revision_is_refused_even_after_a_higher_revision()
    {
        // The first content under revision 1 stands, and revision 2 is in force.
        var decision = Messages(Prediction("ann", 2, 1), Result(2, 1), Result(1, 1, revision: 2)).When(Result(3, 1));
        Assert.Equal("score", Assert.Single(decision.Conflicts).Field);
        Assert.Empty(decision.Events);
        // The same content under another name is not a conflict.
        var state = InAnyOrder(
            Prediction("ann", 2, 1), Result(2, 1), Result(1, 1, revision: 2), Result(2, 1, homeName: "Renamed", minute: 5));
        Assert.Equal((2, "Renamed"), (state.Scored!.Revision, state.Names[new(NamedKind.Club, "home")].Name));
    }

    [Fact]
    public void A_correction_may_change_the_competition()
    {
        var corrected = Result(2, 1, revision: 2) with { Competition = new Competition("en.2", "Championship") };
        var state = InAnyOrder(Prediction("ann", 2, 1), Result(2, 1), corrected);
        Assert.Equal("en.2", state.Result!.Competition.Id);
        Assert.Superset(new HashSet<string> { "competition:en.1@2015-16", "competition:en.2@2015-16" }, state.TagsOf("m").ToHashSet());
    }

    [Fact]
    public void A_correction_may_change_the_season()
    {
        var state = InAnyOrder(Prediction("ann", 2, 1), Result(2, 1), Result(2, 1, revision: 2) with { Season = "2016-17" });
        Assert.Equal("2016-17", state.Result!.Season);
        Assert.Superset(new HashSet<string> { "overall@2015-16", "overall@2016-17", "club:home@2016-17" }, state.TagsOf("m").ToHashSet());
    }

    [Fact]
    public void The_latest_name_of_a_model_counts()
    {
        var state = InAnyOrder(
            Prediction("ann", 2, 1, minutesBeforeKickoff: 60, name: "Ann"),
            Prediction("ann", 2, 1, minutesBeforeKickoff: 60, name: "Anne"),
            Prediction("ann", 0, 0, minutesBeforeKickoff: -60, name: "Anna"),
            Result(2, 1));
        Assert.Contains("model ann is Anna", Published.Of(state));
        Assert.Equal((1, 6), (state.Scored!.PredictionsScored, state.Scored.PointsAwarded));
    }

    private static MatchState InAnyOrder(params FeedMessage[] facts)
    {
        var expected = Messages(facts).State;
        foreach (var order in Permutations(facts))
            Assert.Equal(Published.Of(expected), Published.Of(Messages(order).State));
        return expected;
    }

    private static IEnumerable<FeedMessage[]> Permutations(FeedMessage[] facts) => facts.Length == 0
        ? [[]]
        : facts.SelectMany((first, i) => Permutations([.. facts.Where((_, n) => n != i)]).Select(rest => (FeedMessage[])[first, .. rest]));
}
