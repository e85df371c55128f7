using Microsoft.AspNetCore.Http;
using StatsWeb.Api;
using StatsWeb.Words;
using static Stats.Tests.Web.Rows;

namespace Stats.Tests.Web;

public sealed class WordsTests
{
    private static readonly DateTimeOffset Day = new(2025, 9, 6, 15, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(null, "6 Sep 2025")]
    [InlineData("", "6 Sep 2025")]
    [InlineData("en-GB,en;q=0.9", "6 Sep 2025")]
    [InlineData("en-US", "Sep 6, 2025")]
    [InlineData("de-AT,de;q=0.9,en;q=0.8", "06.09.2025")]
    [InlineData("xx,fr;q=0.5,de;q=0.7", "06.09.2025")]
    [InlineData("sv", "2025-09-06")]
    [InlineData("fr;q=0, ja", "2025/09/06")]
    [InlineData("*;q=x;;,", "6 Sep 2025")]
    public void A_date_is_written_as_in_the_language_of_the_browser(string? languages, string expected) =>
        Assert.Equal(expected, new DateWriter(languages).Day(Day));

    [Theory]
    [InlineData("2025-09-06", "6 Sep 2025")]
    [InlineData("yesterday", "yesterday")]
    public void A_day_of_an_address_is_written_like_every_date_and_other_text_stays(string text, string expected) =>
        Assert.Equal(expected, new DateWriter(null).Day(text));

    [Theory]
    [InlineData(1, "1st")]
    [InlineData(2, "2nd")]
    [InlineData(3, "3rd")]
    [InlineData(11, "11th")]
    [InlineData(112, "112th")]
    [InlineData(121, "121st")]
    public void Ordinals_are_English(long n, string expected) => Assert.Equal(expected, Names.Ordinal(n));

    [Fact]
    public void The_nearest_ids_and_names_are_suggested_and_different_ones_are_not()
    {
        string[] models = ["elo", "poisson", "poisson-decay", "dixon-coles"];
        Assert.Equal(["elo"], Nearest.Of("eloo", models, id => id, id => id));
        Assert.Equal(["poisson", "poisson-decay"], Nearest.Of("poison", models, id => id, id => id));
        Assert.Equal("dixon-coles", Nearest.Of("Dixon Coles", models, id => id, id => id)[0]);
        Assert.Empty(Nearest.Of("zzzzzz", models, id => id, id => id));
        Assert.Empty(Nearest.Of("<>", models, id => id, id => id));
    }

    [Fact]
    public void The_leader_is_explained_by_how_often_and_how_well_it_is_right()
    {
        Assert.Null(Sentences.Leader([]));
        Assert.Equal("A leads with 1.50 points per prediction.", Sentences.Leader([Row("a")]));
        Assert.Equal(
            "2 models lead together with 1.50 points per prediction.", Sentences.Leader([Row("a", tied: true), Row("b", tied: true)]));
        Assert.Equal(
            "A leads with 1.50 points per prediction, 0.10 ahead of B. It is right more often: 50.0% of its calls, against 40.0%.",
            Sentences.Leader([Row("a", accuracy: 50, right: 50), Row("b", 2, 1.4m, right: 30)]));
        Assert.Contains(
            "It is right less often (30.0% against 40.0%), but its right calls are rarer ones and earn 5.0 points each, against 3.8.",
            Sentences.Leader([Row("a", accuracy: 30, right: 30), Row("b", 2, 1.4m)]));
    }

    [Fact]
    public void The_points_of_a_prediction_are_explained()
    {
        var share = new OutcomeShare(7, 8, 2);
        Assert.Equal(
            "6 for an away win, which 2 of 17 predicted, 1 for the goal difference and 3 for the exact score.",
            Sentences.Points(Prediction(0, 3, 6, 1, 3), new GoalPair(0, 3), false, share));
        Assert.Equal("3 for a home win, which 7 of 17 predicted.", Sentences.Points(Prediction(1, 0, 3), new GoalPair(2, 0), false, share));
        Assert.Equal("Predicted a draw, but it was an away win.", Sentences.Points(Prediction(1, 1, 0), new GoalPair(2, 5), false, share));
        Assert.StartsWith(
            "Submitted at kickoff or later", Sentences.Points(Prediction(1, 1, 0, late: true), new GoalPair(1, 1), false, share));
        Assert.StartsWith("The match is void", Sentences.Points(Prediction(1, 1, 0), new GoalPair(1, 1), true, share));
    }

    [Fact]
    public void A_pause_is_told_with_the_last_match_unless_results_arrive()
    {
        var latest = Match("A", "B", 2, 1);
        string? PauseAfter(int days, DateTimeOffset? scoredAt = null) =>
            Sentences.Pause(latest, scoredAt, latest.Kickoff.AddDays(days), new DateWriter(null));

        Assert.Null(Sentences.Pause(null, null, Day, new DateWriter(null)));
        Assert.Null(PauseAfter(7));
        Assert.StartsWith("The last match was on 26 Sep 2025. When a new result is scored, it appears at the top", PauseAfter(14));
        Assert.StartsWith("The season 2025-26 is over: its last match was on 26 Sep 2025. When", PauseAfter(100));
        Assert.StartsWith("The season", PauseAfter(100, latest.Kickoff.AddDays(99)));
        Assert.Null(PauseAfter(100, latest.Kickoff.AddDays(100).AddSeconds(-30)));
    }

    [Theory]
    [InlineData("/", "?q=a%20b", "/?q=a%20b")]
    [InlineData("//example.com", "", "/example.com")]
    public void The_address_of_a_request_stays_on_this_site(string path, string query, string expected)
    {
        var request = new DefaultHttpContext().Request;
        (request.Path, request.QueryString) = (path, new QueryString(query));
        Assert.Equal(expected, Link.Here(request));
    }

    [Fact]
    public void An_address_has_only_parameters_with_a_value_and_escapes_them() =>
        Assert.Equal("/x?a=1&b=%26%3C%F0%9F%98%80", Link.With("/x", ("a", "1"), ("c", null), ("d", ""), ("b", "&<😀")));
}
