using Stats.Contracts;
using Statsctl.Follow;
using Statsctl.Results;

namespace Stats.Tests.Follow;

public sealed class RecentlyPublishedTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 14, 17, 0, 0, TimeSpan.Zero);

    private static readonly HeldMatch After = new(
        "m", "xx.1", "2025-26", new Club("a", "A"), new Club("b", "B"), Now.AddHours(-2), false, 1, new Score(new Goals(2, 1)));

    private static readonly PlannedChange Change = new(ChangeKind.New, After, "", []);

    private readonly RecentlyPublished _published = new();

    [Fact]
    public void A_prediction_is_remembered_by_match_model_and_time()
    {
        var prediction = new PredictionSubmitted("m", new Model("elo", "Elo", "test"), 1, 0, Now);
        _published.Add(prediction);

        Assert.True(_published.Has(prediction with { HomeGoals = 3 }));
        Assert.False(_published.Has(prediction with { SubmittedAt = Now.AddHours(1) }));
        Assert.False(_published.Has(prediction with { MatchId = "n" }));
        _published.Forget(Now.AddDays(3));
        Assert.False(_published.Has(prediction));
    }

    [Fact]
    public void While_a_change_is_on_its_way_no_change_of_the_match_is_published()
    {
        _published.Add(Change, Now);

        Assert.True(_published.IsWaiting(Change, Now.AddMinutes(14)));
        Assert.True(_published.IsWaiting(Change with { After = After with { Score = new Score(new Goals(2, 2)) } }, Now));
        Assert.False(_published.IsWaiting(Change with { After = After with { MatchId = "n" } }, Now));
        Assert.Equal(1, _published.Waiting);
    }

    [Fact]
    public void A_change_that_does_not_come_into_force_is_published_again_less_and_less_often()
    {
        var at = Now;
        foreach (var minutes in new[] { 15, 30, 60, 120, 240, 480, 960, 1440, 1440 })
        {
            _published.Add(Change, at);
            Assert.True(_published.IsWaiting(Change, at.AddMinutes(minutes - 1)));
            at = at.AddMinutes(minutes);
            Assert.False(_published.IsWaiting(Change, at));
        }
    }

    [Fact]
    public void A_change_in_force_is_forgotten()
    {
        _published.Add(Change, Now);

        Assert.Empty(_published.Settle(Held(After), Now));
        Assert.Equal(0, _published.Waiting);
    }

    [Fact]
    public void A_change_that_another_content_overtook_is_told_and_forgotten()
    {
        _published.Add(Change, Now);

        var told = Assert.Single(_published.Settle(Held(After with { Revision = 2 }), Now));
        Assert.Equal("another feed published revision 2 meanwhile", told.Reason);
        Assert.Equal(0, _published.Waiting);
    }

    [Fact]
    public void A_change_that_is_not_in_force_after_a_minute_is_told_once()
    {
        _published.Add(Change, Now);

        Assert.Empty(_published.Settle(HeldResults.None, Now.AddSeconds(59)));
        Assert.Contains("is not in force after 60 s", Assert.Single(_published.Settle(HeldResults.None, Now.AddSeconds(60))).Reason);
        Assert.Empty(_published.Settle(HeldResults.None, Now.AddSeconds(120)));
        _published.Add(Change, Now.AddMinutes(15));
        Assert.Empty(_published.Settle(HeldResults.None, Now.AddMinutes(20)));
        Assert.Equal(1, _published.Waiting);
    }

    private static HeldResults Held(HeldMatch match) => new([match], []);
}
