using RabbitMQ.Client;
using Season.Replay;
using Statsctl.Feed;
using Statsctl.Forecasters;

namespace Bench.Feed;

/// <summary>
/// Compares the replay of the sample season with RabbitMQ.Client alone: the same bodies, prepared before, confirmed, as many in flight,
/// into a queue of the same type, without consumers.
/// </summary>
internal sealed class PublishRate(IChannel channel, FeedPublisher feed, IReadOnlyList<FeedMessage> messages)
{
    private const string Bare = "bench.bare.feed";

    public static async Task<Figure> MeasureAsync(Uri broker, int rounds, CancellationToken ct)
    {
        var input = ReplayInput.Read([Path.Combine(Repository.Root, "samples", "2015-16")], null, BuiltInForecasters.All);
        await using var connection = await Broker.ConnectAsync(broker, ct);
        var confirming = new CreateChannelOptions(
            publisherConfirmationsEnabled: true,
            publisherConfirmationTrackingEnabled: true,
            outstandingPublisherConfirmationsRateLimiter: null);
        await using var channel = await connection.CreateChannelAsync(confirming, ct);
        var quorum = new Dictionary<string, object?> { ["x-queue-type"] = "quorum" };
        await channel.QueueDeclareAsync(Bare, durable: true, exclusive: false, autoDelete: false, quorum, cancellationToken: ct);
        await using var feed = await FeedPublisher.ConnectAsync(broker, ct);
        var rate = new PublishRate(channel, feed, [.. input.Plan(null, 0).Steps.Select(step => step.Message)]);

        var (ours, bare) = await Turns.MedianAsync(rounds, _ => rate.OursAsync(ct), _ => rate.BareAsync(ct));
        var n = rate.Count;
        return new Figure(
            $"Replaying, to a bare publisher with confirms ({n / ours:N0} : {n / bare:N0} messages a second)", bare / ours, Least: 0.5);
    }

    private int Count => messages.Count;

    private async Task<double> OursAsync(CancellationToken ct)
    {
        var began = Stopwatch.GetTimestamp();
        await feed.PublishAllAsync(messages.Select(OutgoingMessage.Of).ToAsyncEnumerable(), _ => { }, ct);
        var took = Stopwatch.GetElapsedTime(began).TotalSeconds;
        foreach (var queue in new[] { Queues.ScoringPredictions, Queues.ScoringResults })
            await channel.QueuePurgeAsync(queue, ct);
        return took;
    }

    private async Task<double> BareAsync(CancellationToken ct)
    {
        var bodies = messages.Select(message => OutgoingMessage.Of(message).Body).ToList();
        var properties = new BasicProperties { ContentType = "application/json", DeliveryMode = DeliveryModes.Persistent };
        using var window = new SemaphoreSlim(FeedPublisher.InFlight);
        var began = Stopwatch.GetTimestamp();
        var underWay = new List<Task>(bodies.Count);
        foreach (var body in bodies)
        {
            await window.WaitAsync(ct);
            underWay.Add(PublishAsync(body));
        }
        await Task.WhenAll(underWay);
        var took = Stopwatch.GetElapsedTime(began).TotalSeconds;
        await channel.QueuePurgeAsync(Bare, ct);
        return took;

        async Task PublishAsync(ReadOnlyMemory<byte> body)
        {
            await channel.BasicPublishAsync("", Bare, mandatory: true, properties, body, ct);
            window.Release();
        }
    }
}
