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
        // A timeout: if a call is cancelled, MassTransit throws this instead of the exception, and drops the cause.
        or OperationCanceledException or ConsumerCanceledException;
}
