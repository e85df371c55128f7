using System.Net.Sockets;
using MassTransit;
using RabbitMQ.Client.Exceptions;

namespace Messaging;

/// <summary>Failures that say nothing against the message in hand: the broker, or a call that was given up, may succeed later.</summary>
internal static class BrokerOutage
{
    /// <summary>Whether the same, tried again later, may succeed.</summary>
    public static bool Is(Exception exception) => exception is
        ConnectionException or TransportException or TransportUnavailableException or RabbitMQClientException
        or IOException or SocketException or TimeoutException or ObjectDisposedException
        // MassTransit throws this, without what caused it, in place of any exception that began with a cancelled call: a time-out.
        or OperationCanceledException or ConsumerCanceledException;
}
