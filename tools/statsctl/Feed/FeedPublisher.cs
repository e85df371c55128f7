using System.Diagnostics;
using OpenTelemetry.Trace;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using Stats.Contracts.Feed;

namespace Statsctl.Feed;

/// <summary>
/// Publishes to the feed's exchange: raw JSON, persistent, mandatory, confirmed. When a task completes, the broker has the message in a
/// queue. Safe for concurrent callers; up to <see cref="InFlight"/> messages wait for their confirmation.
/// </summary>
public sealed class FeedPublisher : IAsyncDisposable
{
    /// <summary>How many messages may be unconfirmed at a time: enough to hide the round trip, few enough to bound memory.</summary>
    public const int InFlight = 512;

    private const string SourceName = "Stats.Feed";

    // One span per message, from its publish to the broker's answer.
    private static readonly ActivitySource Traces = new(SourceName);

    private static BasicProperties Persistent => new()
    {
        ContentType = "application/json",
        DeliveryMode = DeliveryModes.Persistent,
        Headers = Headers,
    };

    private static Dictionary<string, object?> Headers
    {
        get
        {
            // As RabbitMQ's own interceptor would set it: freshness is measured from here.
            var now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
            var headers = new Dictionary<string, object?> { ["timestamp_in_ms"] = now };
            // The services continue this trace.
            if (Activity.Current is { IdFormat: ActivityIdFormat.W3C, Id: { } parent })
                headers["traceparent"] = parent;
            return headers;
        }
    }

    private readonly IConnection _connection;
    private readonly IChannel _channel;
    private readonly SemaphoreSlim _window = new(InFlight);
    private readonly string _broker;
    private readonly TracerProvider? _traces;

    private FeedPublisher(IConnection connection, IChannel channel, string broker, TracerProvider? traces) =>
        (_connection, _channel, _broker, _traces) = (connection, channel, broker, traces);

    /// <summary>Connects and checks that the exchange exists. It declares nothing: ScoringService declares the exchange.</summary>
    /// <exception cref="FeedException">The broker can't be reached, or the exchange doesn't exist yet.</exception>
    public static async Task<FeedPublisher> ConnectAsync(Uri broker, CancellationToken ct = default)
    {
        var address = Broker.WithoutPassword(broker);
        var connection = await Broker.ConnectAsync(broker, ct);
        try
        {
            var channel = await connection.CreateChannelAsync(
                new CreateChannelOptions(
                    publisherConfirmationsEnabled: true,
                    publisherConfirmationTrackingEnabled: true,
                    outstandingPublisherConfirmationsRateLimiter: null),
                ct);
            await channel.ExchangeDeclarePassiveAsync(FeedExchange.Name, ct);
            return new FeedPublisher(connection, channel, address, TraceExport.Begin(SourceName));
        }
        catch (OperationInterruptedException problem)
        {
            await connection.DisposeAsync();
            throw problem.ShutdownReason?.ReplyCode == Constants.NotFound
                ? new FeedException($"there is no exchange {FeedExchange.Name} at {address} yet: run statsctl topology", problem)
                : Broker.Refused(broker, problem);
        }
    }

    /// <summary>Publishes a message; completes once the broker has confirmed it.</summary>
    /// <param name="ct">Stops waiting; the message may arrive all the same.</param>
    /// <exception cref="FeedException">The broker didn't confirm it, or no queue takes it.</exception>
    public Task PublishAsync(FeedMessage message, CancellationToken ct = default) => PublishAsync(OutgoingMessage.Of(message), ct);

    /// <summary>Publishes any body under any routing key; completes once the broker has confirmed it.</summary>
    /// <exception cref="FeedException">The broker didn't confirm it, or no queue takes it.</exception>
    public async Task PublishAsync(OutgoingMessage message, CancellationToken ct = default)
    {
        await _window.WaitAsync(ct);
        await ConfirmAsync(message, ct);
    }

    /// <summary>Publishes messages in order, many of them in flight; completes once all are confirmed.</summary>
    /// <param name="messages">Taken one at a time as there is room.</param>
    /// <param name="confirmed">
    /// Called with the position, from 0, of each message that the broker has confirmed, possibly from several threads and out of order.
    /// </param>
    /// <param name="ct">Stops between two messages.</param>
    /// <exception cref="FeedException">The first message that was not confirmed; later ones may not have been sent.</exception>
    public async Task PublishAllAsync(IAsyncEnumerable<OutgoingMessage> messages, Action<long> confirmed, CancellationToken ct = default)
    {
        var next = 0L;
        var underWay = new Queue<Task>();
        try
        {
            await foreach (var message in messages.WithCancellation(ct))
            {
                await _window.WaitAsync(ct);
                underWay.Enqueue(CountedAsync(message, next++));
                while (underWay.TryPeek(out var oldest) && oldest.IsCompleted)
                    await underWay.Dequeue();
            }
        }
        finally
        {
            // After a failure too: no publish may still run when the caller closes the connection.
            await Task.WhenAll(underWay);
        }

        async Task CountedAsync(OutgoingMessage message, long place)
        {
            await ConfirmAsync(message, ct);
            confirmed(place);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _channel.DisposeAsync();
        await _connection.DisposeAsync();
        _window.Dispose();
        _traces?.Dispose();
    }

    /// <summary>Waits for the broker's answer, then frees the message's place in the window.</summary>
    private async Task ConfirmAsync(OutgoingMessage message, CancellationToken ct)
    {
        using var span = Traces.StartActivity("publish", ActivityKind.Producer);
        span?.SetTag("messaging.destination.name", FeedExchange.Name).SetTag("messaging.rabbitmq.destination.routing_key", message.RoutingKey);
        try
        {
            await _channel.BasicPublishAsync(FeedExchange.Name, message.RoutingKey, mandatory: true, Persistent, message.Body, ct);
        }
        catch (PublishException problem) when (problem.IsReturn)
        {
            throw new FeedException(
                $"no queue takes messages with the routing key {message.RoutingKey}: run statsctl topology", problem);
        }
        catch (PublishException problem)
        {
            throw new FeedException($"the broker at {_broker} refused a message with the routing key {message.RoutingKey}", problem);
        }
        catch (Exception problem) when (problem is OperationInterruptedException or AlreadyClosedException or IOException)
        {
            throw new FeedException(
                $"the connection to {_broker} was lost before every message was confirmed: run it again; repeats change nothing", problem);
        }
        finally
        {
            _window.Release();
        }
    }
}
