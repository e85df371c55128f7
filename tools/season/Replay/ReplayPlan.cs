using Statsctl.Forecasters;

namespace Season.Replay;

/// <summary>A message of the feed and its time in reality.</summary>
/// <param name="At">When a prediction was submitted, or a result or void occurred (UTC).</param>
public sealed record FeedStep(DateTimeOffset At, FeedMessage Message);

/// <summary>
/// The messages of a replay in the order of sending. A pure function of the data and the seeds: a repeated run sends the same
/// messages.
/// </summary>
public sealed class ReplayPlan
{
    private const int Prediction = 2;

    private ReplayPlan(IReadOnlyList<FeedStep> steps) => Steps = steps;

    public IReadOnlyList<FeedStep> Steps { get; }

    /// <summary>
    /// All messages in the order of time. At the same moment results come before predictions, because a forecaster may have seen them; a
    /// void comes right after its result.
    /// </summary>
    public static ReplayPlan InOrder(IEnumerable<FeedMatch> matches, IEnumerable<PredictionSubmitted> predictions)
    {
        var steps = new List<(FeedStep Step, string MatchId, int Turn)>();
        foreach (var (result, withdrawal) in matches)
        {
            steps.Add((new FeedStep(result.OccurredAt, result), result.MatchId, 0));
            if (withdrawal is not null)
                steps.Add((new FeedStep(withdrawal.OccurredAt, withdrawal), withdrawal.MatchId, 1));
        }
        foreach (var prediction in predictions)
            steps.Add((new FeedStep(prediction.SubmittedAt, prediction), prediction.MatchId, Prediction));

        var inOrder = steps
            .OrderBy(entry => entry.Step.At)
            .ThenBy(entry => entry.Turn == Prediction)
            .ThenBy(entry => entry.MatchId, StringComparer.Ordinal)
            .ThenBy(entry => entry.Turn);
        return new ReplayPlan([.. inOrder.Select(entry => entry.Step)]);
    }

    /// <summary>The rest after so many messages.</summary>
    public ReplayPlan From(long sent) => sent == 0 ? this : new ReplayPlan([.. Steps.Skip((int)sent)]);

    /// <summary>Repeats each message with a probability, right after itself.</summary>
    /// <param name="probability">From 0 to 1.</param>
    /// <param name="seed">The same seed repeats the same messages.</param>
    public ReplayPlan Duplicated(double probability, int seed)
    {
        var random = new Random(seed);
        return new ReplayPlan([.. Steps.SelectMany(step => random.NextDouble() < probability ? new[] { step, step } : [step])]);
    }

    /// <summary>The same messages in random order; every order is equally likely.</summary>
    /// <param name="seed">The same seed gives the same order.</param>
    public ReplayPlan Shuffled(int seed)
    {
        var steps = Steps.ToArray();
        new Random(seed).Shuffle(steps);
        return new ReplayPlan(steps);
    }
}
