using MassTransit;
using Microsoft.Extensions.Options;
using Stats.Contracts;
using Stats.Store;

namespace ScoringService.Matches;

/// <summary>Takes predictions in batches: those of matches to come in one append, those of matches played with a rescoring each.</summary>
internal sealed class PredictionConsumer(MatchStore store, IOptions<ScoringOptions> scoring) : IConsumer<Batch<PredictionSubmitted>>
{
    public async Task Consume(ConsumeContext<Batch<PredictionSubmitted>> context)
    {
        var predictions = context.Message.Select(message => message.Message).ToArray();
        var delivered = await store.StoreAsync(predictions, context.CancellationToken);
        foreach (var match in delivered.GroupBy(p => p.MatchId, StringComparer.Ordinal))
        {
            var recorded = await store.RecordAsync(match.Key, [.. match], scoring.Value.Rules(), context.CancellationToken);
            await context.Publish(recorded.Announcement!, context.CancellationToken);
        }
    }
}
