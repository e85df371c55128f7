using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Statsctl.Feed;

/// <summary>Where the broker is.</summary>
public static class Broker
{
    /// <summary>The environment variable that says it.</summary>
    public const string Key = "ConnectionStrings__RabbitMq";

    private const string Example = "amqp://user:password@localhost:5672/";

    /// <summary>From the option if it was given, else from the environment.</summary>
    /// <exception cref="FeedException">Neither says it, or not as a URI.</exception>
    public static Uri Uri(string? option)
    {
        var (source, given) = option is null ? (Key, Environment.GetEnvironmentVariable(Key)) : ("--rabbitmq", option);
        if (string.IsNullOrWhiteSpace(given))
            throw new FeedException($"which broker? Set {Key}, or give --rabbitmq, for example {Example}");
        return System.Uri.TryCreate(given, UriKind.Absolute, out var uri) && uri.Scheme is "amqp" or "amqps"
            ? uri
            : throw new FeedException($"{source} must be an amqp:// or amqps:// URI, for example {Example}");
    }

    /// <summary>Connects.</summary>
    /// <exception cref="FeedException">It can't be reached, or lets nobody in with this name and password.</exception>
    public static async Task<IConnection> ConnectAsync(Uri broker, CancellationToken ct)
    {
        try
        {
            // Recovery would leave it open what became of the messages in flight: fail instead, everything may be repeated.
            var factory = new ConnectionFactory { Uri = broker, AutomaticRecoveryEnabled = false, ClientProvidedName = AppDomain.CurrentDomain.FriendlyName };
            return await factory.CreateConnectionAsync(ct);
        }
        catch (BrokerUnreachableException problem)
        {
            var cause = problem.GetBaseException().Message;
            throw new FeedException($"cannot connect to RabbitMQ at {WithoutPassword(broker)} ({cause}): is {Key} right?", problem);
        }
    }

    /// <summary>The address for messages, without the password.</summary>
    public static string WithoutPassword(Uri broker) =>
        $"{broker.Scheme}://{broker.Host}{(broker.IsDefaultPort || broker.Port < 0 ? "" : $":{broker.Port}")}{broker.AbsolutePath}";
}
