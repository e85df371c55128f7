using MassTransit;
using ServiceDefaults;
using Stats.Cache;
using Stats.Contracts;
using Stats.Contracts.Feed;

namespace CacheInvalidator.Invalidation;

/// <summary>All floors up, then the announcement, then the acknowledgement: a crash in between repeats what is harmless to repeat.</summary>
internal sealed class PointsConsumer(Invalidator cache, InvalidatorDiagnostics diagnostics, TimeProvider time, ILogger<PointsConsumer> log) : IConsumer<PointsCalculated>
{
    public async Task Consume(ConsumeContext<PointsCalculated> context)
    {
        var points = context.Message;
        if (points is not { Generation: > 0, Tags.Count: > 0 })
            throw new RefusedException(Refusal.MissingField, "tags", "An announcement needs its tags and its generation.");
        if (await cache.InvalidateAsync(points.Generation, points.Tags, context.CancellationToken) is not { PagesRemoved: var removed })
        {
            Log.Dropped(log, points.MatchId, points.Generation);
            return;
        }
        diagnostics.Invalidated(FeedTime.Age(context, time), removed);
        var invalidated = new StatsInvalidated(
            points.MatchId, points.Tags, removed, points.Change, points.Generation, Microseconds.Cut(time.GetUtcNow()));
        await context.Publish(invalidated, context.CancellationToken);
        Log.Invalidated(log, points.MatchId, points.Change, removed);
    }
}
