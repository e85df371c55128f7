using MassTransit;
using MassTransit.Middleware;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client.Exceptions;
using Stats.Contracts.Feed;

namespace ServiceDefaults;

/// <summary>MassTransit on RabbitMQ, the same in every service.</summary>
public static class Bus
{
    // Counts crashes only: a refused message goes to the error queue at once, and an outage is waited out in process.
    private const int DeliveryLimit = 20;

    /// <summary>Adds the bus with the consumers that <paramref name="consumers"/> registers.</summary>
    public static void AddBus(this IHostApplicationBuilder builder, Action<IBusRegistrationConfigurator> consumers)
    {
        var address = new Uri(builder.Configuration.Required("RabbitMq", "amqp://user:password@rabbitmq:5672/"));
        builder.Services.AddOptions<MassTransitHostOptions>().Configure(host =>
        {
            host.WaitUntilStarted = false;
            host.StopTimeout = TimeSpan.FromSeconds(30);
            host.ConsumerStopTimeout = TimeSpan.FromSeconds(25);
        });
        builder.Services.AddMassTransit(bus =>
        {
            consumers(bus);
            bus.ConfigureHealthCheckOptions(health => health.Tags.Add(Health.Ready));
            bus.UsingRabbitMq((context, rabbit) =>
            {
                rabbit.Host(address);
                rabbit.PublishTopology.BrokerTopologyOptions = PublishBrokerTopologyOptions.FlattenHierarchy;
                // Error queues are plain quorum queues, the same as Topology declares.
                rabbit.SendTopology.ConfigureErrorSettings = error =>
                {
                    error.SetQueueArgument("x-dead-letter-exchange", null);
                    error.SetQueueArgument("x-dead-letter-strategy", null);
                    error.SetQueueArgument("x-delivery-limit", null);
                    error.SetQueueArgument("x-overflow", null);
                };
                rabbit.ConfigureEndpoints(context);
            });
        });
    }

    /// <summary>
    /// A quorum queue with an error queue for what is refused and a dead-letter queue for what crashed its consumers too often.
    /// An <paramref name="outage"/> of a dependency, or one of the broker when a consumer publishes, is waited out, message in hand; any
    /// other failure is tried three times.
    /// </summary>
    public static void Durable(this IReceiveEndpointConfigurator endpoint, IServiceProvider services, Func<Exception, bool> outage)
    {
        bool Passes(Exception e) => outage(e) || e is ConnectionException or TransportUnavailableException or RabbitMQClientException;
        if (endpoint is IRabbitMqReceiveEndpointConfigurator rabbit)
        {
            var queue = rabbit.InputAddress.AbsolutePath.Split('/')[^1];
            rabbit.SetQuorumQueue();
            rabbit.SetQueueArgument("x-delivery-limit", DeliveryLimit);
            rabbit.SetQueueArgument("x-dead-letter-strategy", "at-least-once");
            rabbit.SetQueueArgument("x-overflow", "reject-publish");
            rabbit.BindDeadLetterQueue($"{queue}_dead", $"{queue}_dead", dead => dead.SetQuorumQueue());
            rabbit.ConfigureChannel(channel => channel.UseExecuteAsync(context => Topology.DeclareAsync(context, $"{queue}_error")));
        }
        var log = services.GetRequiredService<ILoggerFactory>().CreateLogger("ServiceDefaults.Bus");
        endpoint.PublishFaults = false;
        endpoint.ConfigureError(error =>
        {
            error.UseFilter(new RefusalHeaders(services.GetRequiredService<IHostEnvironment>().ApplicationName, log));
            error.UseFilter(new ErrorTransportFilter());
        });
        endpoint.UseMessageRetry(retry =>
        {
            retry.Handle<Exception>(Passes);
            retry.Incremental(int.MaxValue, TimeSpan.FromSeconds(1), TimeSpan.Zero);
            retry.ConnectRetryObserver(new OutageLog(log));
        });
        endpoint.UseMessageRetry(retry =>
        {
            retry.Handle<Exception>(e => e is not RefusedException && !Passes(e));
            retry.Intervals(50, 200, 1000);
        });
    }
}
