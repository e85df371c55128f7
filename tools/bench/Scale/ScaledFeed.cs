using Bench.Store;
using RabbitMQ.Client;
using Season.MadeUp;
using Statsctl.Feed;

namespace Bench.Scale;

/// <summary>
/// Publishes new matches, and waits until their predictions are stored, their results are scored, and their pages are invalidated.
/// </summary>
internal sealed class ScaledFeed : IAsyncDisposable
{
    private const int Matches = 300;
    private const int Models = 35;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);
    private static readonly MadeUpSeasons Seasons = MadeUpSeasons.One(Models);

    private readonly NpgsqlDataSource _database;
    private readonly FeedPublisher _feed;
    private readonly IConnection _connection;
    private readonly IChannel _channel;
    private readonly string _announcements;
    private readonly HttpClient _api;
    private IReadOnlyList<Played> _played = [];
    private int _next;
    private long _before;

    private ScaledFeed(
        NpgsqlDataSource database, FeedPublisher feed, IConnection connection, IChannel channel, string announcements, HttpClient api) =>
        (_database, _feed, _connection, _channel, _announcements, _api) = (database, feed, connection, channel, announcements, api);

    public static async Task<ScaledFeed> StartAsync(Servers servers, StatsSystem system, CancellationToken ct)
    {
        var broker = new Uri(servers.RabbitMq);
        var connection = await Broker.ConnectAsync(broker, ct);
        var channel = await connection.CreateChannelAsync(cancellationToken: ct);
        // CacheInvalidator declares it before its first announcement.
        var announced = Queues.ExchangeOf(typeof(StatsInvalidated));
        await channel.ExchangeDeclareAsync(announced, ExchangeType.Fanout, durable: true, cancellationToken: ct);
        // It ends with the connection. Without a consumer, its length is the number of announcements.
        var queue = await channel.QueueDeclareAsync(cancellationToken: ct);
        await channel.QueueBindAsync(queue.QueueName, announced, "", cancellationToken: ct);
        return new ScaledFeed(
            NpgsqlDataSource.Create(servers.Postgres),
            await FeedPublisher.ConnectAsync(broker, ct),
            connection,
            channel,
            queue.QueueName,
            PageCosts.Client(system));
    }

    /// <summary>Publishes the predictions of new matches.</summary>
    public async Task PublishPredictionsAsync(CancellationToken ct)
    {
        _before = await StoredAsync(ct);
        _played = [.. Enumerable.Range(_next, Matches).Select(Seasons.Next)];
        _next += Matches;
        await PublishAsync(_played.SelectMany(match => match.Predictions), ct);
    }

    /// <returns>The number of predictions.</returns>
    public async Task<int> UntilStoredAsync(CancellationToken ct) =>
        await UntilAsync("predictions were stored", Matches * Models, StoredAsync, ct);

    /// <summary>Publishes the results of these matches, after the pages that they change were read into the cache.</summary>
    public async Task PublishResultsAsync(CancellationToken ct)
    {
        await ReadPagesAsync(ct);
        _before = await ScoredAsync(ct);
        await _channel.QueuePurgeAsync(_announcements, ct);
        await PublishAsync(_played.Select(match => match.Result), ct);
    }

    /// <returns>The number of results.</returns>
    public async Task<int> UntilScoredAsync(CancellationToken ct) => await UntilAsync("results were scored", Matches, ScoredAsync, ct);

    /// <returns>The number of invalidations.</returns>
    public async Task<int> UntilInvalidatedAsync(CancellationToken ct)
    {
        _before = 0;
        return await UntilAsync(
            "invalidations were announced", Matches, async stop => await _channel.MessageCountAsync(_announcements, stop), ct);
    }

    public async ValueTask DisposeAsync()
    {
        _api.Dispose();
        await _feed.DisposeAsync();
        await _channel.DisposeAsync();
        await _connection.DisposeAsync();
        await _database.DisposeAsync();
    }

    // In the first turn there are none yet.
    private async Task ReadPagesAsync(CancellationToken ct)
    {
        var clubs = _played.Select(match => match.Result.HomeClub.Id).Distinct().Select(id => $"club/{id}");
        foreach (var page in (string[])["overall", "leaderboard", $"competition/{MadeUpSeasons.League(0)}", .. clubs])
        {
            using var response = await _api.GetAsync($"api/stats/{page}", ct);
            await response.Content.ReadAsByteArrayAsync(ct);
        }
    }

    private Task PublishAsync(IEnumerable<FeedMessage> messages, CancellationToken ct) =>
        _feed.PublishAllAsync(messages.Select(OutgoingMessage.Of).ToAsyncEnumerable(), _ => { }, ct);

    private async Task<int> UntilAsync(string what, int expected, Func<CancellationToken, Task<long>> count, CancellationToken ct)
    {
        var began = Stopwatch.GetTimestamp();
        while (await count(ct) - _before is var done && done < expected)
        {
            if (Stopwatch.GetElapsedTime(began) > Patience)
                throw new LauncherException(
                    $"Only {done:N0} of {expected:N0} {what} within {Patience.TotalMinutes} minutes: see the services' logs.");
            await Task.Delay(Pause, ct);
        }
        return expected;
    }

    // Committed events: a retried transaction may have drawn positions of the sequence.
    private Task<long> StoredAsync(CancellationToken ct) =>
        ScalarAsync("select coalesce(sum(version), 0)::bigint from events.mt_streams", ct);

    private Task<long> ScoredAsync(CancellationToken ct) => ScalarAsync("select coalesce(max(n), 0) from stats.change", ct);

    private async Task<long> ScalarAsync(string query, CancellationToken ct)
    {
        await using var command = _database.CreateCommand(query);
        return (long)(await command.ExecuteScalarAsync(ct))!;
    }
}
