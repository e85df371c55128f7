using System.Runtime.CompilerServices;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Statsctl.DeadLetters;

/// <summary>
/// Takes messages out of the dead-letter queues without removing them. Messages that were taken and not acknowledged go back to their
/// queue: through <see cref="DisposeAsync"/>, or by the broker when this process dies. They may change their order: a quorum queue puts
/// them back at its head or its end, depending on its delivery limit and its version.
/// </summary>
public sealed class DeadLetterBox : IAsyncDisposable
{
    /// <summary>
    /// RabbitMQ 4 deletes a message after more than 20 deliveries, and looking at one delivers it. So a message whose count
    /// has reached this is replaced by a copy, which starts at zero.
    /// </summary>
    public const int RenewedAfter = 10;

    private const string Kept = "the remaining messages stay in their queues";

    private readonly IConnection _connection;
    private readonly IChannel _taken;
    private readonly IChannel _confirmed;
    private readonly string _broker;

    // Complete messages that were delivered often and are neither replaced nor removed yet.
    private readonly Dictionary<ulong, Taken> _worn = [];

    private DeadLetterBox(IConnection connection, IChannel taken, IChannel confirmed, string broker) =>
        (_connection, _taken, _confirmed, _broker) = (connection, taken, confirmed, broker);

    /// <summary>Connects. It declares nothing.</summary>
    /// <exception cref="FeedException">The broker can't be reached.</exception>
    public static async Task<DeadLetterBox> OpenAsync(Uri broker, CancellationToken ct = default)
    {
        var connection = await Broker.ConnectAsync(broker, ct);
        try
        {
            var taken = await connection.CreateChannelAsync(cancellationToken: ct);
            var confirmed = await connection.CreateChannelAsync(
                new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true), ct);
            return new DeadLetterBox(connection, taken, confirmed, Broker.WithoutPassword(broker));
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public Task<long> CountAsync(DeadLetterQueue queue) =>
        OrFailAsync(queue.Name, async () => (long)(await _taken.QueueDeclarePassiveAsync(queue.Name)).MessageCount);

    /// <summary>Takes messages one at a time, until the queue is empty or <paramref name="most"/> were taken.</summary>
    public async IAsyncEnumerable<Taken> TakeAsync(DeadLetterQueue queue, long most, [EnumeratorCancellation] CancellationToken ct = default)
    {
        for (var n = 0L; n < most; n++)
        {
            ct.ThrowIfCancellationRequested();
            if (await OrFailAsync(queue.Name, () => _taken.BasicGetAsync(queue.Name, autoAck: false, CancellationToken.None)) is not { } got)
                yield break;
            var taken = new Taken(new DeadLetter(queue, got.RoutingKey, got.BasicProperties, got.Body), got.DeliveryTag);
            if (taken.Letter.Deliveries >= RenewedAfter)
                _worn.Add(taken.Tag, taken);
            yield return taken;
        }
    }

    /// <summary>Keeps a message: disposal gives it back, or a copy replaces it now if it was delivered often.</summary>
    public async Task KeepAsync(Taken taken)
    {
        if (!_worn.ContainsKey(taken.Tag))
            return;
        await PublishAsync(Resubmission.ToItsPlace(taken.Letter));
        await RemoveAsync(taken);
    }

    /// <summary>
    /// Publishes; completes once the broker has confirmed it. It can't be cancelled, which would leave the outcome unknown.
    /// </summary>
    /// <exception cref="FeedException">The broker didn't confirm it, or no queue takes it.</exception>
    public Task PublishAsync(Resubmission again) => OrFailAsync(again.Exchange, async () =>
    {
        await _confirmed.BasicPublishAsync(again.Exchange, again.RoutingKey, mandatory: true, again.Properties, again.Body);
        return true;
    });

    /// <summary>Removes a message from its queue for good.</summary>
    public Task RemoveAsync(Taken taken) => OrFailAsync(taken.Letter.Queue.Name, async () =>
    {
        await _taken.BasicAckAsync(taken.Tag, multiple: false);
        _worn.Remove(taken.Tag);
        return true;
    });

    public async ValueTask DisposeAsync()
    {
        try
        {
            foreach (var taken in _worn.Values.ToArray())
                await KeepAsync(taken);
        }
        catch (FeedException)
        {
            // A later run makes the copies.
        }
        try
        {
            // Explicitly: since RabbitMQ 4.3 a message that is given back has not failed, but one lost with its channel has.
            if (_taken.IsOpen)
            {
                await _taken.BasicNackAsync(0, multiple: true, requeue: true);
                await _taken.CloseAsync();
            }
        }
        catch (Exception e) when (e is OperationInterruptedException or AlreadyClosedException or IOException or OperationCanceledException)
        {
            // The broker gives the messages back.
        }
        await _connection.DisposeAsync();
    }

    private async Task<T> OrFailAsync<T>(string name, Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (PublishException problem)
        {
            throw new FeedException(problem.IsReturn
                ? $"no queue is bound to {name} at {_broker}; {Kept}: run statsctl topology"
                : $"the broker at {_broker} refused a message to {name}; {Kept}: see whether a queue is full", problem);
        }
        catch (OperationInterruptedException problem) when (problem.ShutdownReason?.ReplyCode == Constants.NotFound)
        {
            throw new FeedException($"{name} doesn't exist at {_broker}: run statsctl topology", problem);
        }
        catch (OperationCanceledException problem)
        {
            // No caller cancels these calls: the client's own time-out has passed.
            throw new FeedException($"the broker at {_broker} doesn't answer; {Kept}: run the command again later", problem);
        }
        catch (Exception problem) when (problem is OperationInterruptedException or AlreadyClosedException or IOException)
        {
            throw new FeedException($"the connection to {_broker} was lost ({problem.Message}); {Kept}: run the command again", problem);
        }
    }
}
