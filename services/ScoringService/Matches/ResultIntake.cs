using Microsoft.Extensions.Options;

namespace ScoringService.Matches;

/// <summary>Commits results and voids that are in hand together, at most one of each match.</summary>
internal sealed class ResultIntake(Task<MatchRecorder> recorder, IOptions<ScoringOptions> scoring)
    : Intake<FeedMessage, Recorded>(GroupSize)
{
    /// <summary>The most results in one transaction: about as many as end at one whistle. All their predictions are in memory.</summary>
    public const int GroupSize = 10;

    // Two revisions of one match are two changes, and perhaps a correction, so the second one waits for the next group.
    protected override IReadOnlyList<Delivery> Together(IEnumerable<Delivery> waiting) =>
        [.. waiting.DistinctBy(delivery => delivery.Context.Message.MatchId, StringComparer.Ordinal)];

    protected override async Task CommitAsync(IReadOnlyList<Delivery> group)
    {
        var recorded = await (await recorder).RecordAndScoreAsync(
            [.. group.Select(delivery => new MatchMessages(delivery.Context.Message.MatchId, [delivery.Context.Message]))],
            scoring.Value.Rules(),
            CancellationToken.None,
            OriginsOf(group));
        foreach (var (delivery, outcome) in group.Zip(recorded))
            delivery.Done.TrySetResult(outcome);
    }
}
