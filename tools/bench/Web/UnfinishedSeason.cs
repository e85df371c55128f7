using System.Text.Json.Nodes;
using Bench.Store;
using Season.Replay;
using Statsctl.Feed;
using Statsctl.Forecasters;

namespace Bench.Web;

/// <summary>
/// The sample season with the predictions of the built-in forecasters. Its last results are kept back, to be published one at a time.
/// </summary>
internal sealed class UnfinishedSeason : IAsyncDisposable
{
    private const int Kept = 30;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    // The last changes of the season may still be on their way to StatsWeb.
    private static readonly TimeSpan Calm = TimeSpan.FromSeconds(2);

    private readonly FeedPublisher _feed;
    private readonly Queue<MatchCompleted> _kept;

    private UnfinishedSeason(FeedPublisher feed, string played, Queue<MatchCompleted> kept) =>
        (_feed, Played, _kept) = (feed, played, kept);

    /// <summary>The id of a match with a result.</summary>
    public string Played { get; }

    /// <summary>Publishes the season, and returns when all its predictions are scored.</summary>
    /// <exception cref="LauncherException">They were not scored in time.</exception>
    public static async Task<UnfinishedSeason> PlayAsync(Servers servers, StatsSystem system, CancellationToken ct)
    {
        var input = ReplayInput.Read([Path.Combine(Repository.Root, "samples", "2015-16")], null, BuiltInForecasters.All);
        var messages = input.Plan().Steps.Select(step => step.Message).ToArray();
        var kept = new Queue<MatchCompleted>(messages.OfType<MatchCompleted>().TakeLast(Kept));
        var unplayed = kept.Select(result => result.MatchId).ToHashSet(StringComparer.Ordinal);
        // The predictions of the results that are kept back are the first, so that they are stored when the others are scored.
        FeedMessage[] published =
        [
            .. messages.Where(message => message is PredictionSubmitted && unplayed.Contains(message.MatchId)),
            .. messages.Where(message => !unplayed.Contains(message.MatchId)),
        ];
        var feed = await FeedPublisher.ConnectAsync(new Uri(servers.RabbitMq), ct);
        await feed.PublishAllAsync(published.Select(OutgoingMessage.Of).ToAsyncEnumerable(), _ => { }, ct);
        await UntilScoredAsync(system, input.Predictions.Count(prediction => !unplayed.Contains(prediction.MatchId)), ct);
        return new UnfinishedSeason(feed, input.Results.Matches[0].Result.MatchId, kept);
    }

    /// <summary>The next of the results that were kept back, in the order of time. It is not yet published.</summary>
    public MatchCompleted Next() => _kept.Dequeue();

    public Task PublishAsync(MatchCompleted result, CancellationToken ct) => _feed.PublishAsync(result, ct);

    public ValueTask DisposeAsync() => _feed.DisposeAsync();

    private static async Task UntilScoredAsync(StatsSystem system, int predictions, CancellationToken ct)
    {
        using var api = PageCosts.Client(system);
        var began = Stopwatch.GetTimestamp();
        while (await ScoredAsync(api, ct) is var scored && scored < predictions)
        {
            if (Stopwatch.GetElapsedTime(began) > Patience)
            {
                throw new LauncherException(
                    $"Only {scored:N0} of {predictions:N0} predictions were scored within {Patience.TotalMinutes} minutes: "
                    + "see the services' logs.");
            }
            await Task.Delay(100, ct);
        }
        await Task.Delay(Calm, ct);
    }

    private static async Task<long> ScoredAsync(HttpClient api, CancellationToken ct)
    {
        var page = JsonNode.Parse(await api.GetStringAsync("api/stats/overall?limit=1", ct))!;
        return page["data"]!["totalPredictions"]!.GetValue<long>();
    }
}
