using System.Text.Json;
using Npgsql;
using ServiceDefaults;
using Stats.Contracts;

namespace CacheInvalidator.Invalidation;

/// <summary>Takes the steps of an invalidation with an example, and raises no floor.</summary>
internal static class InvalidationWarmUp
{
    private const string Id = "@warm-up";

    public static void AddInvalidationWarmUp(this WebApplicationBuilder builder)
    {
        var tags = new Dictionary<string, long> { [Tags.Overall] = 1 };
        var points = new PointsCalculated(
            Id, Id, Id, Id, Id, Revision: 1, Scoring: 1, new(2, 2, 2), PredictionsScored: 1, PointsAwarded: 1,
            tags, Change: 1, Generation: 1, DateTimeOffset.UnixEpoch);
        builder.AddWarmUp(async (services, cancellationToken) =>
        {
            var read = Announcement.Read(JsonSerializer.SerializeToUtf8Bytes(new
            {
                messageType = new[] { MessageUrn.ForTypeString<PointsCalculated>() },
                message = JsonSerializer.SerializeToElement(points, ContractJson.Default.PointsCalculated),
            }));
            var (generation, _) = await ChangeLog.ConfirmAsync(
                services.GetRequiredService<NpgsqlDataSource>(), read.Tags, cancellationToken);
            await services.GetRequiredService<Invalidator>().InvalidateAsync(
                generation, new Dictionary<string, long>(), cancellationToken);
        });
        builder.AddPublishWarmUp(new StatsInvalidated(Id, tags, KeysRemoved: 0, Change: 1, Generation: 1, DateTimeOffset.UnixEpoch));
    }
}
