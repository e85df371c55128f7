using Bench.Store;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using Season.MadeUp;
using StackExchange.Redis;
using Stats.Scoring;
using Stats.Store;
using Stats.Store.Events;
using Stats.Store.ReadModel;

namespace Bench.Freshness;

/// <summary>
/// What any design must do for a fresh answer: two hops over the broker, through queues of the same type with confirms; one commit with
/// the statements of a scoring, in one batch whose parameters are computed before; one script in Redis; one GET of a cached page.
/// </summary>
internal sealed class Floor : IAsyncDisposable
{
    private const int Models = 17;
    private const string Key = "bench:floor";

    private const string AppendEvents =
        """
        with stream as (
            insert into events.mt_streams as s (id, version) values ($1, cardinality($2::text[]))
            on conflict (id) do update set version = s.version + excluded.version
            returning version - cardinality($2::text[]) as before
        )
        insert into events.mt_events (seq_id, id, stream_id, version, type, data)
        select nextval('events.mt_events_sequence'), gen_random_uuid(), $1, before + n, type, data::jsonb
        from stream, unnest($2::text[], $3::text[]) with ordinality as e (type, data, n)
        """;

    private static readonly string[] Hops = ["bench.floor.1", "bench.floor.2"];

    private readonly FilledStore _store;
    private readonly ConnectionMultiplexer _redis;
    private readonly HttpClient _http;
    private readonly IConnection _connection;
    private readonly List<IChannel> _channels = [];
    private readonly TaskCompletionSource[] _arrived = [new(), new()];
    private readonly MadeUpSeasons _seasons = MadeUpSeasons.One(Models);
    private int _next;

    private Floor(FilledStore store, ConnectionMultiplexer redis, HttpClient http, IConnection connection) =>
        (_store, _redis, _http, _connection) = (store, redis, http, connection);

    public static async Task<Floor> StartAsync(Servers servers, StatsSystem system, CancellationToken ct)
    {
        var floor = new Floor(
            await FilledStore.CreateAsync(servers.Postgres, "bench_floor", MadeUpSeasons.One(Models), ct),
            await ConnectionMultiplexer.ConnectAsync(servers.Redis),
            PageCosts.Client(system),
            await Statsctl.Feed.Broker.ConnectAsync(new Uri(servers.RabbitMq), ct));
        for (var hop = 0; hop < Hops.Length; hop++)
            await floor.DeclareAsync(hop, ct);
        return floor;
    }

    /// <returns>The time of all steps, in ms.</returns>
    public async Task<double> MeasureAsync(CancellationToken ct)
    {
        var match = _seasons.Next(_next++);
        await _store.Matches.AppendUnplayedAsync(match.Predictions, ct);
        var statements = await StatementsAsync(match, ct);
        var body = Statsctl.Feed.OutgoingMessage.Of(match.Result).Body;
        var began = Stopwatch.GetTimestamp();
        var firstConfirmed = await HopAsync(0, body, ct);
        await using (var connection = await _store.Database.OpenConnectionAsync(ct))
        {
            await using var transaction = await connection.BeginTransactionAsync(ct);
            await using var batch = transaction.Batch(statements);
            await batch.ExecuteNonQueryAsync(ct);
            await transaction.CommitAsync(ct);
        }
        var secondConfirmed = await HopAsync(1, body, ct);
        await _redis.GetDatabase().ScriptEvaluateAsync("return redis.call('SET', KEYS[1], ARGV[1])", [Key], [_next]);
        using var response = await _http.GetAsync("api/stats/overall?limit=1", ct);
        await response.Content.ReadAsByteArrayAsync(ct);
        var took = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        await Task.WhenAll(firstConfirmed, secondConfirmed);
        return took;
    }

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        await _redis.DisposeAsync();
        _http.Dispose();
        await _connection.DisposeAsync();
    }

    private async Task<NpgsqlBatchCommand[]> StatementsAsync(Played match, CancellationToken ct)
    {
        var id = match.Result.MatchId;
        var known = MatchDecider.Decide(MatchState.Unknown, match.Predictions, ScoringRules.Default).State;
        var decision = MatchDecider.Decide(known, [match.Result], ScoringRules.Default);
        var tags = decision.State.TagsOf(id).ToDictionary(tag => tag, _ => (long)_next, StringComparer.Ordinal);
        await using var generation = _store.Database.CreateCommand("select value from stats.generation");
        return
        [
            .. Locks.Take([id]),
            Statement.Batched($"select {EventRows.Columns} from events.mt_events where {EventRows.Counting} and stream_id = $1", id),
            TagVersions.Raise(tags.Keys),
            Statement.Batched(
                AppendEvents,
                id,
                decision.Events.Select(@event => EventJson.NameOf(@event.GetType())).ToArray(),
                decision.Events.Select(EventJson.Write).ToArray()),
            .. DisplayNames.Of(decision.State).GroupBy(name => name.Key.Table).Select(names => DisplayNames.Write(
                names.Key, [.. names.Select(name => KeyValuePair.Create(name.Key.Id, name.Value))], ReadModelWriter.Schema)),
            .. ReadModelWriter.Statements([(null, MatchRows.Of(id, decision.State)!)]),
            ChangeLog.Append((long)(await generation.ExecuteScalarAsync(ct))!, id, tags, TimeProvider.System.GetUtcNow()),
        ];
    }

    private async Task DeclareAsync(int hop, CancellationToken ct)
    {
        var channel = await _connection.CreateChannelAsync(new CreateChannelOptions(true, true), ct);
        var quorum = new Dictionary<string, object?> { ["x-queue-type"] = "quorum" };
        await channel.QueueDeclareAsync(Hops[hop], durable: true, exclusive: false, autoDelete: false, quorum, cancellationToken: ct);
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += async (_, delivery) =>
        {
            _arrived[hop].TrySetResult();
            await channel.BasicAckAsync(delivery.DeliveryTag, multiple: false, CancellationToken.None);
        };
        await channel.BasicConsumeAsync(Hops[hop], autoAck: false, consumer, ct);
        _channels.Add(channel);
    }

    /// <returns>The broker's confirm, which nothing waits for.</returns>
    private async Task<Task> HopAsync(int hop, ReadOnlyMemory<byte> body, CancellationToken ct)
    {
        _arrived[hop] = new(TaskCreationOptions.RunContinuationsAsynchronously);
        var properties = new BasicProperties { ContentType = "application/json", DeliveryMode = DeliveryModes.Persistent };
        var confirmed = _channels[hop].BasicPublishAsync("", Hops[hop], mandatory: true, properties, body, ct).AsTask();
        await _arrived[hop].Task.WaitAsync(ct);
        return confirmed;
    }
}
