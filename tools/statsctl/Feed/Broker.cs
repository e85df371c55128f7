using System.Net.Security;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Statsctl.Feed;

/// <summary>The broker's address and connection.</summary>
public static class Broker
{
    public const string Key = "ConnectionStrings__RabbitMq";

    private const string Example = "amqp://user:password@localhost:5672/";

    /// <summary>The URI from the option, else from the environment.</summary>
    /// <exception cref="FeedException">Neither is set, or the value is not a URI.</exception>
    public static Uri Uri(string? option)
    {
        var (source, given) = option is null ? (Key, Environment.GetEnvironmentVariable(Key)) : ("--rabbitmq", option);
        if (string.IsNullOrWhiteSpace(given))
            throw new FeedException($"no broker is given: set {Key}, or give --rabbitmq, for example {Example}");
        return System.Uri.TryCreate(given, UriKind.Absolute, out var uri) && uri.Scheme is "amqp" or "amqps"
            ? uri
            : throw new FeedException($"{source} must be an amqp:// or amqps:// URI, for example {Example}");
    }

    /// <exception cref="FeedException">The broker can't be reached, or refuses this name and password.</exception>
    public static async Task<IConnection> ConnectAsync(Uri broker, CancellationToken ct)
    {
        try
        {
            // Recovery would leave the outcome of messages in flight unknown: fail instead, since everything may be repeated.
            var factory = new ConnectionFactory
            {
                Uri = broker,
                // By itself, the client accepts a certificate of another host.
                Ssl = { AcceptablePolicyErrors = SslPolicyErrors.None },
                AutomaticRecoveryEnabled = false,
                ClientProvidedName = AppDomain.CurrentDomain.FriendlyName,
            };
            return await factory.CreateConnectionAsync(ct);
        }
        catch (BrokerUnreachableException problem)
        {
            var cause = problem.GetBaseException().Message;
            throw new FeedException($"cannot connect to RabbitMQ at {WithoutPassword(broker)} ({cause}): check {Key}", problem);
        }
    }

    /// <summary>The error about an operation that the broker refused.</summary>
    public static FeedException Refused(Uri broker, OperationInterruptedException problem) =>
        new($"the broker at {WithoutPassword(broker)} refused: {problem.ShutdownReason?.ReplyText ?? problem.Message}", problem);

    /// <summary>The address without the password, for messages.</summary>
    public static string WithoutPassword(Uri broker) =>
        $"{broker.Scheme}://{broker.Host}{(broker.IsDefaultPort || broker.Port < 0 ? "" : $":{broker.Port}")}{broker.AbsolutePath}";
}
