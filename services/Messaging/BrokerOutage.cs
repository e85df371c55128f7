using System.Net.Sockets;
using RabbitMQ.Client.Exceptions;

namespace Messaging;

/// <summary>Failures that are not the message's fault: the broker was unavailable, or a call was given up.</summary>
internal static class BrokerOutage
{
    /// <summary>Whether a retry may succeed.</summary>
    public static bool Is(Exception exception) => exception is
        ConnectionException or TransportException or TransportUnavailableException or RabbitMQClientException
        or IOException or SocketException or TimeoutException or ObjectDisposedException
        // MassTransit throws this, without its cause, in place of any exception that began with a cancelled call: a time-out.
        or OperationCanceledException or ConsumerCanceledException;
}
