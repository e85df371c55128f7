using Microsoft.Extensions.Options;

namespace ScoringService.Matches;

/// <summary>Commits predictions that are in hand together. Those of matches without a result need not be scored.</summary>
internal sealed class PredictionIntake(
    Task<MatchRecorder> recorder, IOptions<ScoringOptions> scoring, ScoringDiagnostics diagnostics, TimeProvider time)
    : Intake<PredictionSubmitted, bool>(BatchSize)
{
    /// <summary>The most predictions in one batch.</summary>
    public const int BatchSize = 256;

    // A prediction is completed when it is stored and, if its match was played, the match is rescored and announced.
    protected override async Task CommitAsync(IReadOnlyList<Delivery> group)
    {
        var played = await (await recorder).AppendUnplayedAsync(
            [.. group.Select(d => d.Context.Message)], CancellationToken.None, OriginsOf(group));
        var rest = group.ToLookup(d => played.Contains(d.Context.Message.MatchId));
        diagnostics.Stored(rest[false].Count());
        foreach (var stored in rest[false])
            stored.Done.TrySetResult(true);
        foreach (var match in rest[true].GroupBy(d => d.Context.Message.MatchId, StringComparer.Ordinal))
            await EachOrAllAsync([.. match], RecordAsync);
    }

    // A batch costs one append, one rescoring and one announcement per match.
    private async Task RecordAsync(IReadOnlyList<Delivery> match)
    {
        var began = time.GetTimestamp();
        var recorded = await (await recorder).RecordAndScoreAsync(
            match[0].Context.Message.MatchId,
            [.. match.Select(d => d.Context.Message)],
            scoring.Value.Rules(),
            CancellationToken.None,
            OriginsOf(match));
        diagnostics.Scored(time.GetElapsedTime(began), recorded);
        await match[0].Context.Publish(recorded.Announcement!, send => send.Carry(match[0].Context, time), CancellationToken.None);
        foreach (var delivery in match)
            delivery.Done.TrySetResult(true);
    }
}
