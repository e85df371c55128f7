using System.Runtime.CompilerServices;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using Statsctl.Feed;

namespace Statsctl.DeadLetters;

/// <summary>
/// Takes messages out of the dead-letter queues without removing them. Whatever was taken and not acknowledged goes back to its queue:
/// through <see cref="DisposeAsync"/>, and by the broker itself when this process dies. Not always to its old place there: a quorum queue
/// puts what comes back to its head or to its end, which depends on its delivery limit and its version.
/// </summary>
public sealed class DeadLetterBox : IAsyncDisposable
{
    /// <summary>
    /// RabbitMQ 4 throws a message away that was delivered more than 20 times, which looking at it is. So what comes the tenth time is
    /// replaced by a copy, which begins anew.
    /// </summary>
    public const int RenewedAfter = 10;

    private readonly IConnection _connection;
    private readonly IChannel _taken;
    private readonly IChannel _confirmed;
    private readonly string _broker;

    // What was delivered often and is neither renewed nor removed yet, whole.
    private readonly Dictionary<ulong, Taken> _worn = [];

    private DeadLetterBox(IConnection connection, IChannel taken, IChannel confirmed, string broker) =>
        (_connection, _taken, _confirmed, _broker) = (connection, taken, confirmed, broker);

    /// <summary>Connects. Nothing is declared.</summary>
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

    /// <summary>How many messages wait in a queue.</summary>
    public Task<long> CountAsync(DeadLetterQueue queue) =>
        OrFailAsync(queue.Name, async () => (long)(await _taken.QueueDeclarePassiveAsync(queue.Name)).MessageCount);

    /// <summary>Takes messages one after the other until there are no more or <paramref name="most"/> were taken.</summary>
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

    /// <summary>Keeps a message: it goes back in the end, or as a copy now if it was delivered often.</summary>
    public async Task KeepAsync(Taken taken)
    {
        if (!_worn.ContainsKey(taken.Tag))
            return;
        await PublishAsync(Resubmission.ToItsPlace(taken.Letter));
        await RemoveAsync(taken);
    }

    /// <summary>Publishes; completes once the broker has confirmed it. Not to be interrupted: nobody would know what became of it.</summary>
    /// <exception cref="FeedException">It was not confirmed, or no queue takes it.</exception>
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

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        try
        {
            foreach (var taken in _worn.Values.ToArray())
                await KeepAsync(taken);
        }
        catch (FeedException)
        {
            // Not renewed this time.
        }
        try
        {
            // Said aloud: to RabbitMQ from 4.3 on a message that is given back has not failed, one that was lost with its channel has.
            if (_taken.IsOpen)
            {
                await _taken.BasicNackAsync(0, multiple: true, requeue: true);
                await _taken.CloseAsync();
            }
        }
        catch (Exception e) when (e is OperationInterruptedException or AlreadyClosedException or IOException or OperationCanceledException)
        {
            // The broker gives them back.
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
                ? $"no queue takes what is published to {name} at {_broker}: run statsctl topology. What isn't done is still where it was"
                : $"the broker at {_broker} refused a message to {name}: is a queue full? What isn't done is still where it was", problem);
        }
        catch (OperationInterruptedException problem) when (problem.ShutdownReason?.ReplyCode == Constants.NotFound)
        {
            throw new FeedException($"{name} is not there at {_broker}: run statsctl topology", problem);
        }
        catch (OperationCanceledException problem)
        {
            // Nobody cancels these calls: the client has waited long enough.
            throw new FeedException($"the broker at {_broker} doesn't answer; what isn't done is still where it was, so run it again later", problem);
        }
        catch (Exception problem) when (problem is OperationInterruptedException or AlreadyClosedException or IOException)
        {
            throw new FeedException(
                $"the connection to {_broker} was lost ({problem.Message}); what isn't done is still where it was, so run it again", problem);
        }
    }
}
