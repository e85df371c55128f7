using System.Text.Json;
using ServiceDefaults;
using Stats.Contracts.Feed;

namespace ScoringService.Matches;

/// <summary>Takes the steps from a result to its announcement with an example, and stores nothing.</summary>
internal static class ScoringWarmUp
{
    private const string Id = "warm-up";

    public static void AddScoringWarmUp(this WebApplicationBuilder builder)
    {
        var at = DateTimeOffset.UnixEpoch;
        var result = new MatchCompleted(
            Id, new(Id, Id), Id, new($"{Id}-1", Id), new($"{Id}-2", Id), at, new(new(1, 0)), Revision: 1, at);
        var points = new PointsCalculated(
            Id, Id, Id, Id, Id, Revision: 1, Scoring: 1, new(2, 2, 2), PredictionsScored: 1, PointsAwarded: 1,
            new Dictionary<string, long> { [Tags.Overall] = 1 }, Change: 1, Generation: 1, at);
        builder.AddWarmUp(async (services, cancellationToken) =>
        {
            using var body = FeedReader.Parse(JsonSerializer.SerializeToUtf8Bytes(result, ContractJson.Default.MatchCompleted));
            var read = FeedReader.Read(FeedExchange.MatchCompleted, body.RootElement);
            _ = UnknownMembers.Of(body.RootElement, read.GetType()).Count();
            await (await services.GetRequiredService<Task<MatchRecorder>>()).WarmUpAsync(cancellationToken);
        });
        builder.AddPublishWarmUp(points);
    }
}
