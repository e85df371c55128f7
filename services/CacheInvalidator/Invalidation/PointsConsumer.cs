using MassTransit;
using Stats.Cache;
using Stats.Contracts;

namespace CacheInvalidator.Invalidation;

/// <summary>All floors up, then the announcement, then the acknowledgement: a crash in between repeats what is harmless to repeat.</summary>
internal sealed class PointsConsumer(Invalidator cache, TimeProvider time, ILogger<PointsConsumer> log) : IConsumer<PointsCalculated>
{
    public async Task Consume(ConsumeContext<PointsCalculated> context)
    {
        var points = context.Message;
        var removed = await cache.InvalidateAsync(points.Generation, points.Tags, context.CancellationToken);
        var invalidated = new StatsInvalidated(
            points.MatchId, points.Tags, removed, points.Change, points.Generation, Microseconds.Cut(time.GetUtcNow()));
        await context.Publish(invalidated, context.CancellationToken);
        Log.Invalidated(log, points.MatchId, points.Change, removed);
    }
}
