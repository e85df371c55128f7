using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Launcher;
using Npgsql;
using RabbitMQ.Client;
using Stats.Contracts;
using Statsctl.BrokerUsers;
using Statsctl.Feed;

namespace Stats.IntegrationTests;

/// <summary>A running system from its users' view: the feed's exchange on one side, HTTP on the other.</summary>
internal sealed class RunningSystem : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly IConnection _connection;
    private readonly InvalidationProbe _invalidations;
    private readonly NpgsqlDataSource _database;
    private readonly HttpClient _http;
    private Func<Task> _stop = null!;

    private RunningSystem(
        StatsSystem services, FeedPublisher feed, IConnection connection, InvalidationProbe invalidations, NpgsqlDataSource database)
    {
        (Services, Feed, _connection, _invalidations, _database) = (services, feed, connection, invalidations, database);
        _http = ClientWithKey(services.ApiKey);
    }

    public StatsSystem Services { get; }

    /// <summary>The first process of each service: ScoringService, CacheInvalidator and StatsApi.</summary>
    public Service[] OneOfEach => [Services.Scorers[0], Services.Invalidators[0], Services.Apis[0]];

    public FeedPublisher Feed { get; }

    public NpgsqlDataSource Database => _database;

    /// <summary>The test's own connection to the broker.</summary>
    public IConnection Connection => _connection;

    public required string Postgres { get; init; }

    /// <summary>The broker, with a user that has all permissions.</summary>
    public required Uri Broker { get; init; }

    /// <summary>The broker, with the user of a feed.</summary>
    public required Uri FeedBroker { get; init; }

    /// <summary>Connects to running services.</summary>
    /// <param name="stop">Called at the end, instead of the services' stop.</param>
    public static async Task<RunningSystem> JoinAsync(Servers servers, StatsSystem services, string postgres, Func<Task>? stop = null)
    {
        var broker = new Uri(servers.RabbitMq);
        var feed = new Uri(servers.RabbitMqOf(BrokerUser.Feed));
        var connection = await new ConnectionFactory { Uri = broker }.CreateConnectionAsync();
        return new RunningSystem(
            services,
            await FeedPublisher.ConnectAsync(feed),
            connection,
            await InvalidationProbe.StartAsync(connection),
            NpgsqlDataSource.Create(postgres))
        { Postgres = postgres, Broker = broker, FeedBroker = feed, _stop = stop ?? (() => services.DisposeAsync().AsTask()) };
    }

    public HttpClient ClientWithKey(string? key, int api = 0)
    {
        var http = new HttpClient { BaseAddress = Services.Apis[api].Address };
        if (key is not null)
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return http;
    }

    public Task PublishAsync(params FeedMessage[] messages) =>
        Feed.PublishAllAsync(messages.Select(OutgoingMessage.Of).ToAsyncEnumerable(), _ => { });

    public Task PublishRawAsync(string routingKey, string body) =>
        Feed.PublishAsync(new OutgoingMessage(routingKey, Encoding.UTF8.GetBytes(body)));

    public async Task<JsonNode> GetAsync(string path)
    {
        using var response = await _http.GetAsync($"api/stats/{path}");
        var body = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, $"GET {path}: {(int)response.StatusCode} {body}");
        return JsonNode.Parse(body)!;
    }

    public async Task<JsonNode> DataAsync(string path) => (await GetAsync(path))["data"]!;

    public async Task<HttpStatusCode> StatusAsync(string path)
    {
        using var response = await _http.GetAsync($"api/stats/{path}");
        return response.StatusCode;
    }

    /// <summary>Publishes a body unchanged, with the given properties.</summary>
    public async Task PublishRawAsync(string exchange, string routingKey, byte[] body, BasicProperties properties)
    {
        await using var channel = await _connection.CreateChannelAsync();
        await channel.BasicPublishAsync(exchange, routingKey, mandatory: true, properties, body);
    }

    /// <inheritdoc cref="PublishRawAsync(string, string, byte[], BasicProperties)"/>
    public Task PublishRawAsync(string exchange, string routingKey, string body, BasicProperties properties) =>
        PublishRawAsync(exchange, routingKey, Encoding.UTF8.GetBytes(body), properties);

    /// <summary>Waits until the SQL condition is true.</summary>
    public Task EventuallyAsync(string condition) =>
        Eventually.HoldsAsync(() => ScalarAsync<bool>($"select {condition}"), () => condition, Patience);

    public async Task<T> ScalarAsync<T>(string sql)
    {
        await using var command = _database.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    /// <returns>The number of affected rows.</returns>
    public async Task<int> ExecuteAsync(string sql)
    {
        await using var command = _database.CreateCommand(sql);
        return await command.ExecuteNonQueryAsync();
    }

    /// <summary>
    /// Waits until the SQL condition is true, the queues are empty, and the invalidator has acknowledged the latest change.
    /// </summary>
    public async Task SettleAsync(string condition)
    {
        await EventuallyAsync(condition);
        using var limit = new CancellationTokenSource(Patience);
        var last = 0L;
        try
        {
            while (true)
            {
                last = await ScalarAsync<long>("select coalesce(max(n), 0) from stats.change");
                if (last == _invalidations.Latest && await QueuesAreEmptyAsync())
                {
                    // The counts do not include messages that are delivered but not acknowledged. Waits for them, then checks again.
                    await Task.Delay(300, limit.Token);
                    if (last == await ScalarAsync<long>("select coalesce(max(n), 0) from stats.change") && await QueuesAreEmptyAsync())
                        return;
                }
                await Task.Delay(20, limit.Token);
            }
        }
        catch (OperationCanceledException)
        {
            var waiting = new List<string>();
            foreach (var queue in Queues.All.SelectMany(queue => new[] { queue.Name, queue.Errors }))
                waiting.Add($"{queue}: {await CountAsync(queue)}");
            throw new TimeoutException(
                $"The last change is {last}, the last announced one {_invalidations.Latest}. Messages: {string.Join(", ", waiting)}.");
        }
    }

    /// <summary>The number of messages in a queue.</summary>
    public async Task<uint> CountAsync(string queue)
    {
        await using var channel = await _connection.CreateChannelAsync();
        return await channel.MessageCountAsync(queue);
    }

    /// <summary>Waits for a message in a queue, and takes it.</summary>
    public async Task<(string Body, IReadOnlyDictionary<string, string> Headers)> TakeAsync(string queue)
    {
        var (body, headers) = await TakeBytesAsync(queue);
        return (Encoding.UTF8.GetString(body), headers);
    }

    /// <inheritdoc cref="TakeAsync"/>
    public async Task<(byte[] Body, IReadOnlyDictionary<string, string> Headers)> TakeBytesAsync(string queue)
    {
        using var limit = new CancellationTokenSource(Patience);
        await using var channel = await _connection.CreateChannelAsync(cancellationToken: limit.Token);
        while (true)
        {
            if (await channel.BasicGetAsync(queue, autoAck: true, limit.Token) is { } message)
            {
                var headers = message.BasicProperties.Headers!.ToDictionary(
                    header => header.Key, header => header.Value is byte[] text ? Encoding.UTF8.GetString(text) : $"{header.Value}");
                return (message.Body.ToArray(), headers);
            }
            await Task.Delay(50, limit.Token);
        }
    }

    /// <summary>Removes all messages from a queue.</summary>
    public async Task PurgeAsync(string queue)
    {
        await using var channel = await _connection.CreateChannelAsync();
        await channel.QueuePurgeAsync(queue);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await Feed.DisposeAsync();
        await _stop();
        await _connection.DisposeAsync();
        await _database.DisposeAsync();
    }

    private async Task<bool> QueuesAreEmptyAsync()
    {
        foreach (var queue in Queues.All)
        {
            if (await CountAsync(queue.Name) > 0)
                return false;
        }
        return true;
    }
}
