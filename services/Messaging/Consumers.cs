using System.Collections.Concurrent;
using RabbitMQ.Client;

namespace Messaging;

/// <summary>Tracks the queues that this process consumes, and how long some lacked its consumer while the broker was available.</summary>
internal sealed class Consumers(TimeProvider time) : IEndpointConfigurationObserver
{
    private readonly ConcurrentDictionary<string, IChannel> _channels = [];
    private readonly Lock _lock = new();
    private DateTimeOffset? _goneSince;

    /// <summary>How long consumers may be missing before the process counts as dead: ten times the duration of a reconnect.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromMinutes(1);

    /// <summary>How long consumers have been missing; null if none is missing, or if the broker is unavailable.</summary>
    public TimeSpan? GoneFor
    {
        get
        {
            lock (_lock)
                return time.GetUtcNow() - _goneSince;
        }
    }

    /// <summary>The queues without a consumer, each with MassTransit's reason.</summary>
    public IReadOnlyList<string> Missing(BusHealthResult bus) =>
    [
        .. from endpoint in bus.Endpoints.Values
           let queue = Queue(endpoint.InputAddress)
           // MassTransit calls an endpoint healthy until messages in hand are done, even if its channel is closed.
           where endpoint.Status != BusHealthStatus.Healthy || (_channels.TryGetValue(queue, out var channel) && !channel.IsOpen)
           select $"{queue} ({endpoint.Exception?.GetBaseException().Message ?? endpoint.Description})",
    ];

    /// <summary>Records whether consumers are missing. <see cref="BrokerCheck"/> calls it every few seconds.</summary>
    public void Note(bool areGone)
    {
        lock (_lock)
            _goneSince = areGone ? _goneSince ?? time.GetUtcNow() : null;
    }

    public void EndpointConfigured<T>(T configurator)
        where T : IReceiveEndpointConfigurator
    {
        if (configurator is IRabbitMqReceiveEndpointConfigurator rabbit)
            rabbit.ConfigureChannel(channel => channel.UseExecute(context => _channels[Queue(rabbit.InputAddress)] = context.Channel));
    }

    private static string Queue(Uri address) => address.AbsolutePath.Split('/')[^1];
}
