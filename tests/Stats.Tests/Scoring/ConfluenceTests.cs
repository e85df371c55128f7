using Stats.Scoring;
using static Stats.Tests.Scoring.Given;

namespace Stats.Tests.Scoring;

public class ConfluenceTests
{
    private static readonly object[] Facts =
    [
        Prediction("elo", 2, 1),
        Prediction("elo", 1, 1, minutesBeforeKickoff: 30, name: "Elo"),
        Prediction("form", 0, 2, minutesBeforeKickoff: -5),
        Prediction("poisson", 3, 3),
        Result(2, 1),
        Result(1, 1, revision: 2, homeClub: "other", kickoff: Kickoff.AddMinutes(10)),
        Result(1, 1, revision: 2, homeClub: "other", homeName: "Renamed", kickoff: Kickoff.AddMinutes(10), minute: 9),
        Void(3),
        Result(1, 1, revision: 4, homeClub: "other", kickoff: Kickoff.AddMinutes(10)),
    ];

    [Fact]
    public void Any_order_with_any_duplication_ends_in_the_same_match()
    {
        var expected = Published(Facts);
        for (var seed = 0; seed < 500; seed++)
        {
            var random = new Random(seed);
            var feed = Facts.Concat(random.GetItems(Facts, 5)).ToArray();
            random.Shuffle(feed);
            Assert.Equal(expected, Published(feed));
        }
    }

    [Fact]
    public void The_check_notices_a_fact_that_is_missing() => Assert.NotEqual(Published(Facts), Published(Facts[..^1]));

    private static string Published(object[] feed)
    {
        var state = Given.Messages(feed).State;
        var counting = Scorecard.Counting(state).Select(p => $"{p.ModelId} {p.HomeGoals}:{p.AwayGoals}").Order(StringComparer.Ordinal);
        var late = Scorecard.Late(state).Select(p => p.ModelId).Order(StringComparer.Ordinal);
        var names = state.Names.Select(n => $"{n.Key.Id}={n.Value.Name}").Order(StringComparer.Ordinal);
        var scored = state.Scored! with { Scoring = 0 };
        return string.Join('\n', [$"{scored}", .. counting, "late", .. late, .. names, .. state.TagsOf("m")]);
    }
}
