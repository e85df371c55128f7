using Season.Replay;
using Stats.Contracts;
using Statsctl.Feed;
using Statsctl.Forecasters;

namespace Stats.Tests.Replay;

public sealed class ReplayPlanTests
{
    private static readonly ReplayInput Season = ReplayInput.Read([SampleSeason.Path], null, BuiltInForecasters.All);

    [Fact]
    public void Every_message_is_sent_once_in_chronological_order()
    {
        var steps = Season.Plan().Steps;

        Assert.Equal(380 * (1 + BuiltInForecasters.FromResults.Count), steps.Count);
        Assert.Equal(steps.Count, Wire(Season.Plan()).Distinct().Count());
        Assert.Equal(steps.Select(step => step.At).Order(), steps.Select(step => step.At));
        Assert.All(steps, step => Assert.Equal(step.At, step.Message switch
        {
            PredictionSubmitted prediction => prediction.SubmittedAt,
            MatchCompleted result => result.OccurredAt,
            _ => ((MatchVoided)step.Message).OccurredAt,
        }));
    }

    [Fact]
    public void At_the_same_time_results_come_first_and_a_void_follows_its_result()
    {
        var at = new DateTimeOffset(2016, 1, 1, 17, 0, 0, TimeSpan.Zero);
        var a = Match("a", at);
        var b = Match("b", at) with { Void = new MatchVoided("b", 2, "awarded", at) };
        var prediction = new PredictionSubmitted("a", new Model("m", "m", "p"), 1, 0, at);

        var steps = ReplayPlan.InOrder([b, a], [prediction]).Steps;

        Assert.Equal([a.Result, b.Result, b.Void, prediction], steps.Select(step => step.Message));
    }

    [Fact]
    public void Repeated_runs_send_identical_messages() =>
        Assert.Equal(
            Wire(ReplayInput.Read([SampleSeason.Path], null, BuiltInForecasters.All).Plan(7, 0.3)), Wire(Season.Plan(7, 0.3)));

    [Fact]
    public void Shuffling_keeps_the_messages_and_changes_their_order()
    {
        var shuffled = Wire(Season.Plan(shuffle: 7));

        Assert.NotEqual(Wire(Season.Plan()), shuffled);
        Assert.NotEqual(Wire(Season.Plan(shuffle: 8)), shuffled);
        Assert.Equal(Wire(Season.Plan()).Order(), shuffled.Order());
    }

    [Theory]
    [InlineData(null)]
    [InlineData(7)]
    public void Duplication_only_repeats_existing_messages(int? seed)
    {
        var once = Wire(Season.Plan());
        var duplicated = Wire(Season.Plan(seed, 0.3));

        Assert.Equal(once.ToHashSet(), duplicated.ToHashSet());
        Assert.InRange(duplicated.Count, once.Count * 1.25, once.Count * 1.35);
        Assert.Equal(2, duplicated.GroupBy(message => message).Max(same => same.Count()));
    }

    [Fact]
    public void Duplication_with_probability_one_sends_every_message_twice_and_with_zero_once()
    {
        Assert.Equal(Season.Plan().Steps.Count * 2, Season.Plan(duplicate: 1).Steps.Count);
        Assert.Equal(Season.Plan().Steps, Season.Plan(duplicate: 0).Steps);
    }

    private static List<string> Wire(ReplayPlan plan) =>
        [.. plan.Steps.Select(step => OutgoingMessage.Of(step.Message)).Select(message =>
            $"{message.RoutingKey} {System.Text.Encoding.UTF8.GetString(message.Body.Span)}")];

    private static FeedMatch Match(string id, DateTimeOffset over) => new(
        new MatchCompleted(
            id, new Competition("c", "c"), "s", new Club("x", "x"), new Club("y", "y"),
            over.AddHours(-2), new Score(new Goals(1, 0)), 1, over),
        Void: null);
}
