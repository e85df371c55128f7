using StatsApi.ModelHistory;

namespace Stats.Tests.Api;

public sealed class MatchdayTests
{
    [Fact]
    public void A_matchday_ends_before_the_day_on_which_one_of_its_clubs_plays_again() => Assert.Equal(
        "1 1 2 2 3",
        Numbers("ab cd", "ef", "ac", "bd ef", "ae"));

    [Fact]
    public void A_postponed_match_between_two_matchdays_is_one_of_its_own() => Assert.Equal("1 2 3", Numbers("ab cd", "ac", "ad bc"));

    [Fact]
    public void A_club_that_plays_twice_on_a_day_splits_no_day() => Assert.Equal("1 2", Numbers("ab ac", "bc"));

    [Fact]
    public void Without_days_there_are_no_matchdays() => Assert.Equal("", Numbers());

    [Fact]
    public void The_entry_of_a_matchday_adds_up_its_days_and_has_the_place_after_its_last_one()
    {
        ModelHistoryEntry[] days = [Entry(1, 2, 5, 2, 5, rank: 4), Entry(2, 1, 0, 3, 5, rank: 6), Entry(5, 1, 7, 4, 12, rank: 1)];
        var numbers = new Dictionary<DateOnly, int> { [Day(1)] = 1, [Day(2)] = 1, [Day(5)] = 2 };
        Assert.Equal(
            [Entry(2, 3, 5, 3, 5, rank: 6) with { Matchday = 1 }, Entry(5, 1, 7, 4, 12, rank: 1) with { Matchday = 2 }],
            Matchdays.Join(days, numbers));
    }

    // Each argument is a day, with its matches as pairs of clubs.
    private static string Numbers(params string[] days) => string.Join(' ', Matchdays
        .Of(days.Select((matches, n) => (Day(n + 1), (IReadOnlyList<string>)[.. matches.Where(char.IsLetter).Select(club => $"{club}")])))
        .OrderBy(day => day.Key).Select(day => day.Value));

    private static DateOnly Day(int n) => new(2016, 5, n);

    private static ModelHistoryEntry Entry(int day, long scored, long points, long allScored, long allPoints, long rank) =>
        new(Day(day), null, scored, points, allScored, allPoints, 1m, rank, 9);
}
