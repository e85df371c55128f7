using Npgsql;
using ScoringService.Matches;
using Stats.Contracts;
using Stats.Scoring;
using Stats.Store.Events;
using Stats.Tests.Scoring;

namespace Stats.IntegrationTests.Store;

/// <summary>Writes feeds to a database as ScoringService does.</summary>
internal sealed class Writer(NpgsqlDataSource database)
{
    private readonly MatchRecorder _matches = new(database, MatchEvents.Open(database, TimeProvider.System), TimeProvider.System);

    /// <summary>Writes a feed in order, without repeats.</summary>
    public Task WriteAsync(Feed feed) => WriteAsync(feed.Facts.Select(fact => new[] { fact }));

    public async Task WriteAsync(IEnumerable<FeedMessage[]> batches)
    {
        foreach (var batch in batches)
        {
            var predictions = batch.OfType<PredictionSubmitted>().ToArray();
            if (predictions.Length > 0)
            {
                var played = await _matches.AppendUnplayedAsync(predictions, CancellationToken.None);
                foreach (var match in predictions.Where(p => played.Contains(p.MatchId)).GroupBy(p => p.MatchId))
                    await RecordAsync(match.Key, [.. match]);
            }
            foreach (var message in batch.Except(predictions))
                await RecordAsync(message.MatchId, [message]);
        }
    }

    private async Task RecordAsync(string matchId, FeedMessage[] messages) =>
        Assert.Empty((await _matches.RecordAndScoreAsync(matchId, messages, ScoringRules.Default, CancellationToken.None)).Conflicts);
}
