using System.Threading.Channels;
using Microsoft.Extensions.Options;
using Stats.Store.Events;

namespace ScoringService.Matches;

/// <summary>
/// Group commit: predictions that arrive while one batch commits form the next batch, so a lone prediction doesn't wait and a flood costs
/// few transactions. Each message still succeeds or fails by itself.
/// </summary>
internal sealed class PredictionIntake(
    MatchRecorder recorder, IOptions<ScoringOptions> scoring, ScoringDiagnostics diagnostics, TimeProvider time) : BackgroundService
{
    /// <summary>The most predictions in one batch.</summary>
    public const int BatchSize = 256;

    private readonly Channel<Delivery> _deliveries = Channel.CreateUnbounded<Delivery>(new() { SingleReader = true });

    /// <summary>Completes when the prediction is stored and, if its match was played, the match is rescored and announced.</summary>
    public Task TakeAsync(ConsumeContext<PredictionSubmitted> context)
    {
        var delivery = new Delivery(context, MessageOrigin.Of(context), new(TaskCreationOptions.RunContinuationsAsynchronously));
        _deliveries.Writer.TryWrite(delivery);
        return delivery.Done.Task.WaitAsync(context.CancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var batch = new List<Delivery>(BatchSize);
        while (await _deliveries.Reader.WaitToReadAsync(stoppingToken))
        {
            while (batch.Count < BatchSize && _deliveries.Reader.TryRead(out var delivery))
                batch.Add(delivery);
            await EachOrAllAsync(batch, StoreAsync);
            batch.Clear();
        }
    }

    // A transient failure fails all messages of the batch. After any other, each is tried alone, so that only the faulty one fails.
    private static async Task EachOrAllAsync(IReadOnlyList<Delivery> deliveries, Func<IReadOnlyList<Delivery>, Task> step)
    {
        try
        {
            await step(deliveries);
        }
        catch (Exception e) when (deliveries.Count > 1 && !TransientFailure.Is(e))
        {
            foreach (var delivery in deliveries)
                await EachOrAllAsync([delivery], step);
        }
        catch (Exception e)
        {
            foreach (var delivery in deliveries)
                delivery.Done.TrySetException(e);
        }
    }

    private async Task StoreAsync(IReadOnlyList<Delivery> deliveries)
    {
        var played = await recorder.AppendUnplayedAsync(
            [.. deliveries.Select(d => d.Context.Message)], CancellationToken.None, OriginsOf(deliveries));
        var rest = deliveries.ToLookup(d => played.Contains(d.Context.Message.MatchId));
        diagnostics.Stored(rest[false].Count());
        foreach (var stored in rest[false])
            stored.Done.TrySetResult();
        foreach (var match in rest[true].GroupBy(d => d.Context.Message.MatchId, StringComparer.Ordinal))
            await EachOrAllAsync([.. match], RecordAsync);
    }

    // A batch costs one append, one rescoring and one announcement per match.
    private async Task RecordAsync(IReadOnlyList<Delivery> match)
    {
        var began = time.GetTimestamp();
        var recorded = await recorder.RecordAndScoreAsync(
            match[0].Context.Message.MatchId,
            [.. match.Select(d => d.Context.Message)],
            scoring.Value.Rules(),
            CancellationToken.None,
            OriginsOf(match));
        diagnostics.Scored(time.GetElapsedTime(began), recorded);
        await match[0].Context.Publish(recorded.Announcement!, send => send.Carry(match[0].Context, time), CancellationToken.None);
        foreach (var delivery in match)
            delivery.Done.TrySetResult();
    }

    // Compares by reference: two messages with the same content are different messages.
    private static Func<FeedMessage, Origin?> OriginsOf(IEnumerable<Delivery> deliveries)
    {
        var origins = deliveries.ToDictionary<Delivery, FeedMessage, Origin>(
            d => d.Context.Message, d => d.Origin, ReferenceEqualityComparer.Instance);
        return origins.GetValueOrDefault;
    }

    private sealed record Delivery(ConsumeContext<PredictionSubmitted> Context, Origin Origin, TaskCompletionSource Done);
}
