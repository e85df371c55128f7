using System.Text.Json;
using System.Threading.Channels;
using Bench.Store;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using Season.MadeUp;
using Statsctl.Feed;

namespace Bench.Freshness;

/// <summary>Publishes results of new matches, whose predictions are stored, and reads a page until it has them.</summary>
internal sealed class PublishedResults : IAsyncDisposable
{
    private const string Page = "api/stats/overall?limit=1";
    private const int Models = 17;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    // Between two reads, so that these take little of the processors.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(1);

    private readonly StatsSystem _system;
    private readonly FeedPublisher _feed;
    private readonly HttpClient _http;
    private readonly IConnection _connection;
    private readonly Channel<long> _announced = Channel.CreateUnbounded<long>();
    private readonly Channel<long> _invalidated = Channel.CreateUnbounded<long>();
    private readonly Queue<MatchCompleted> _results;

    private PublishedResults(StatsSystem system, FeedPublisher feed, IConnection connection, IEnumerable<MatchCompleted> results) =>
        (_system, _feed, _http, _connection, _results) = (system, feed, PageCosts.Client(system), connection, new(results));

    public IEnumerable<Service> Services => [.. _system.Scorers, .. _system.Invalidators, .. _system.Apis];

    /// <param name="count">The number of results that will be published.</param>
    public static async Task<PublishedResults> StartAsync(Servers servers, StatsSystem system, int count, CancellationToken ct)
    {
        var broker = new Uri(servers.RabbitMq);
        var seasons = MadeUpSeasons.One(Models);
        Played[] matches = [.. Enumerable.Range(0, count).Select(seasons.Next)];
        var results = new PublishedResults(
            system,
            await FeedPublisher.ConnectAsync(broker, ct),
            await Broker.ConnectAsync(broker, ct),
            matches.Select(match => match.Result));
        await results.ListenAsync(typeof(PointsCalculated), results._announced, ct);
        await results.ListenAsync(typeof(StatsInvalidated), results._invalidated, ct);
        Console.WriteLine($"Publishing the predictions of {count:N0} matches…");
        await results._feed.PublishAllAsync(
            matches.SelectMany(match => match.Predictions).Select(OutgoingMessage.Of).ToAsyncEnumerable(), _ => { }, ct);
        await using var database = NpgsqlDataSource.Create(servers.Postgres);
        await using var stored = database.CreateCommand("select coalesce(sum(version), 0)::bigint from events.mt_streams");
        while ((long)(await stored.ExecuteScalarAsync(ct))! < count * Models)
            await Task.Delay(TimeSpan.FromMilliseconds(20), ct);
        return results;
    }

    public Task<Steps> OneAsync(CancellationToken ct) => PublishAsync(1, ct);

    /// <summary>Publishes some results at once, and reads the page until it has all.</summary>
    /// <returns>The times until the last of them.</returns>
    public async Task<Steps> PublishAsync(int count, CancellationToken ct)
    {
        var version = await VersionAsync(ct) + count;
        var began = Stopwatch.GetTimestamp();
        var published = Task.WhenAll(Enumerable.Range(0, count).Select(_ => _feed.PublishAsync(_results.Dequeue(), ct)));
        while (await VersionAsync(ct) < version)
        {
            if (Stopwatch.GetElapsedTime(began) > Patience)
                throw new LauncherException($"A result was not shown within {Patience.TotalSeconds} s: see the services' logs.");
            Thread.Sleep(Pause);
        }
        var fresh = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        await published;
        return new Steps(fresh, await LastAsync(_announced), await LastAsync(_invalidated));

        async Task<double> LastAsync(Channel<long> arrived)
        {
            var last = 0L;
            for (var n = 0; n < count; n++)
                last = await arrived.Reader.ReadAsync(ct).AsTask().WaitAsync(Patience, ct);
            return Stopwatch.GetElapsedTime(began, last).TotalMilliseconds;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _feed.DisposeAsync();
        await _connection.DisposeAsync();
    }

    private async Task<long> VersionAsync(CancellationToken ct)
    {
        using var response = await _http.GetAsync(Page, ct);
        using var page = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(ct));
        return page.RootElement.GetProperty("meta").GetProperty("version").GetInt64();
    }

    private async Task ListenAsync(Type message, Channel<long> arrived, CancellationToken ct)
    {
        var channel = await _connection.CreateChannelAsync(cancellationToken: ct);
        // Its service declares it before its first announcement.
        await channel.ExchangeDeclareAsync(Queues.ExchangeOf(message), ExchangeType.Fanout, durable: true, cancellationToken: ct);
        var queue = await channel.QueueDeclareAsync(cancellationToken: ct);
        await channel.QueueBindAsync(queue.QueueName, Queues.ExchangeOf(message), "", cancellationToken: ct);
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += (_, _) =>
        {
            arrived.Writer.TryWrite(Stopwatch.GetTimestamp());
            return Task.CompletedTask;
        };
        await channel.BasicConsumeAsync(queue.QueueName, autoAck: true, consumer, ct);
    }
}
