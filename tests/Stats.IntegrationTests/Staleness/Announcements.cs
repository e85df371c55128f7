using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using Stats.Contracts;

namespace Stats.IntegrationTests.Staleness;

/// <summary>Consumes <c>PointsCalculated</c> and sends repeated, shuffled copies of the messages to CacheInvalidator.</summary>
internal sealed class Announcements : IAsyncDisposable
{
    private const int Together = 20;

    private readonly IConnection _connection;
    private readonly IChannel _channel;
    private readonly Random _random = new(1);
    private readonly List<(BasicProperties Properties, byte[] Body)> _waiting = [];
    private readonly int _times;
    private int _sent;

    private Announcements(IConnection connection, IChannel channel, int times) =>
        (_connection, _channel, _times) = (connection, channel, times);

    public int Sent => _sent;

    public static async Task<Announcements> CopyAsync(Uri broker, int times)
    {
        var connection = await new ConnectionFactory { Uri = broker }.CreateConnectionAsync();
        var channel = await connection.CreateChannelAsync();
        var copies = new Announcements(connection, channel, times);
        var queue = await channel.QueueDeclareAsync();
        await channel.QueueBindAsync(queue.QueueName, "Stats.Contracts:PointsCalculated", "");
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += (_, message) => copies.TakeAsync(new BasicProperties(message.BasicProperties), message.Body.ToArray());
        await channel.BasicConsumeAsync(queue.QueueName, autoAck: true, consumer);
        return copies;
    }

    public async ValueTask DisposeAsync()
    {
        await _channel.DisposeAsync();
        await _connection.DisposeAsync();
    }

    // Publishes directly to the queue's exchange, so that copies are not copied. Half of a batch stays for the next one.
    private async Task TakeAsync(BasicProperties properties, byte[] body)
    {
        for (var n = 0; n < _times; n++)
            _waiting.Add((properties, body));
        if (_waiting.Count < _times * Together)
            return;
        var all = _waiting.ToArray();
        _random.Shuffle(all);
        foreach (var (theirs, copy) in all[(all.Length / 2)..])
        {
            await _channel.BasicPublishAsync(Queues.InvalidatorPoints, "", mandatory: true, theirs, copy);
            _sent++;
        }
        _waiting.Clear();
        _waiting.AddRange(all[..(all.Length / 2)]);
    }
}
