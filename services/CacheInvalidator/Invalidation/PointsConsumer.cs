using Npgsql;
using Stats.Contracts;
using Stats.Contracts.Feed;

namespace CacheInvalidator.Invalidation;

/// <summary>
/// Checks the announcement against the database, raises all floors, publishes <see cref="StatsInvalidated"/>, and only then acknowledges.
/// A crash in between repeats these steps, which is harmless.
/// </summary>
internal sealed class PointsConsumer(
    NpgsqlDataSource database, Invalidator cache, InvalidatorDiagnostics diagnostics, TimeProvider time, ILogger<PointsConsumer> log)
    : IConsumer<PointsCalculated>
{
    // docs/operations.md explains this reason of a refusal.
    private const string Unconfirmed = "unconfirmed";

    public async Task Consume(ConsumeContext<PointsCalculated> context)
    {
        var points = context.Message;
        var (generation, unknown) = await ChangeLog.ConfirmAsync(database, points.Tags, context.CancellationToken);
        // A floor that is too high would keep every page under it out of the cache permanently.
        if (points.Generation > generation)
            throw new RefusedException(Unconfirmed, "generation", $"The database has generation {generation}, not {points.Generation}.");
        if (points.Generation == generation && unknown is not null)
        {
            throw new RefusedException(
                Unconfirmed, "tags", $"The database doesn't have version {points.Tags[unknown]} of the tag {Excerpt.Of(unknown)}.");
        }
        if (points.Generation < generation
            || await cache.InvalidateAsync(generation, points.Tags, context.CancellationToken) is not { PagesRemoved: var removed })
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
