using System.Text;
using Launcher;
using RabbitMQ.Client;
using Stats.Contracts;
using Statsctl.DeadLetters;

namespace Stats.IntegrationTests.DeadLetters;

/// <summary>A broker with the queues that <c>statsctl topology</c> declares, without services that consume from them.</summary>
public sealed class BrokerFixture : IAsyncLifetime
{
    public const string Collection = "A broker without services";

    public const string Results = Queues.ScoringResults;

    private IConnection _connection = null!;

    internal Servers Servers { get; private set; } = null!;

    internal Uri Broker => new(Servers.RabbitMq);

    internal IChannel Channel { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Servers = await Servers.StartAsync(ServersOptions.Own(Server.RabbitMq), _ => { });
        _connection = await new ConnectionFactory { Uri = Broker }.CreateConnectionAsync();
        Channel = await _connection.CreateChannelAsync(
            new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true));
        Assert.Equal(0, (await StatsctlAsync("topology")).Code);
    }

    public async ValueTask DisposeAsync()
    {
        await _connection.DisposeAsync();
        await Servers.DisposeAsync();
    }

    internal static DeadLetterQueue Queue(string name) => DeadLetterQueue.All.Single(queue => queue.Name == name);

    /// <summary>Puts a message into an error queue as MassTransit does.</summary>
    internal async Task RefuseAsync(
        string body,
        string reason = "conflict",
        string field = "score",
        string queue = Results,
        string routingKey = "match.completed",
        int minute = 0)
    {
        var properties = new BasicProperties
        {
            ContentType = "application/json",
            Headers = new Dictionary<string, object?>
            {
                ["timestamp_in_ms"] = 1_600_000_000_000L,
                ["stats-reason"] = reason,
                ["stats-field"] = field,
                ["MT-Reason"] = "fault",
                ["MT-Fault-Message"] = "It says otherwise.",
                ["MT-Fault-Timestamp"] = $"2026-01-02T03:{minute:00}:05.1234567Z",
            },
        };
        await PutAsync($"{queue}_error", routingKey, Encoding.UTF8.GetBytes(body), properties);
    }

    internal async Task PutAsync(string exchange, string routingKey, byte[] body, BasicProperties properties) =>
        await Channel.BasicPublishAsync(exchange, routingKey, mandatory: true, properties, body);

    /// <summary>Empties the queues.</summary>
    internal async Task ClearAsync()
    {
        foreach (var queue in Queues.All.SelectMany(queue => queue.Kept.Prepend(queue.Name)).Distinct())
            await Channel.QueuePurgeAsync(queue);
    }

    /// <summary>Takes all messages from a queue.</summary>
    internal async Task<List<BasicGetResult>> DrainAsync(string queue)
    {
        var all = new List<BasicGetResult>();
        while (await Channel.BasicGetAsync(queue, autoAck: true) is { } message)
            all.Add(message);
        return all;
    }

    internal async Task<List<string>> BodiesAsync(string queue) =>
        [.. (await DrainAsync(queue)).Select(message => Encoding.UTF8.GetString(message.Body.Span))];

    /// <summary>Waits until a queue has this many messages. The broker requeues those of a closed connection with a delay.</summary>
    internal Task CountIsAsync(string queue, uint expected) =>
        Eventually.HoldsAsync(async () => await Channel.MessageCountAsync(queue) == expected, () => queue);

    internal Task<(int Code, string Said)> StatsctlAsync(params string[] arguments) => Servers.StatsctlAsync(arguments);
}

/// <summary>Tests of <c>statsctl</c> on a broker with empty queues.</summary>
public abstract class BrokerTests(BrokerFixture broker) : IAsyncLifetime
{
    protected const string ResultsError = $"{Queues.ScoringResults}_error";

    private protected BrokerFixture Broker => broker;

    public ValueTask InitializeAsync() => new(broker.ClearAsync());

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

[CollectionDefinition(BrokerFixture.Collection)]
public sealed class BrokerCollection : ICollectionFixture<BrokerFixture>;
