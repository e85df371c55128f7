using MassTransit;
using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using RabbitMQ.Client;
using ServiceDefaults;
using Stats.Contracts;
using Stats.Contracts.Feed;

namespace Messaging;

/// <summary>MassTransit on RabbitMQ, the same in every service.</summary>
public static class Bus
{
    // A connection that is cut off is given up after two of these, a broker that doesn't take connections after one of those.
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(5);

    /// <summary>Adds the bus with the consumers that <paramref name="consumers"/> registers.</summary>
    /// <param name="builder">The service's builder.</param>
    /// <param name="consumers">Registers the consumers.</param>
    /// <param name="publishes">Says what must exist before the service publishes.</param>
    public static void AddBus(
        this IHostApplicationBuilder builder,
        Action<IBusRegistrationConfigurator> consumers,
        Action<IRabbitMqBusFactoryConfigurator>? publishes = null)
    {
        var address = builder.Configuration.Required("RabbitMq", "amqp://user:password@rabbitmq:5672/", AmqpUri);
        // What fails or waits is told by ErrorQueue, OutageLog and BrokerLog, in a line each. Beneath every other source, so a setting holds.
        builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource { InitialData = [new("Logging:LogLevel:MassTransit", "Error")] });
        builder.Services.ConfigureOpenTelemetryTracerProvider(traces => traces.AddSource("MassTransit"));
        builder.Services.ConfigureOpenTelemetryMeterProvider(metrics => metrics.AddMeter("MassTransit"));
        builder.Services.AddSingleton<MessagingDiagnostics>();
        builder.Services.AddSingleton<Consumers>();
        builder.Services.AddSingleton(_ => new BrokerProbe(new ConnectionFactory
        {
            Uri = address,
            ClientProvidedName = $"{builder.Environment.ApplicationName} health",
            AutomaticRecoveryEnabled = false,
            RequestedHeartbeat = Heartbeat,
            RequestedConnectionTimeout = ConnectTimeout,
        }));
        builder.AddReadiness(
            "rabbitmq", "RabbitMQ", HealthStatus.Unhealthy, services => ActivatorUtilities.CreateInstance<BrokerCheck>(services));
        builder.Services.AddHealthChecks().AddCheck<ConsumersCheck>("consumers", HealthStatus.Unhealthy, [Health.Live]);
        builder.Services.AddOptions<MassTransitHostOptions>().Configure(host =>
        {
            host.WaitUntilStarted = false;
            host.StopTimeout = Shutdown.Bus;
            host.ConsumerStopTimeout = Shutdown.Consumers;
        });
        builder.Services.AddMassTransit(bus =>
        {
            consumers(bus);
            // Nothing of an installation leaves it.
            bus.DisableUsageTelemetry();
            // Its own check says no more than degraded while the broker is away. Under another tag it decides nothing.
            bus.ConfigureHealthCheckOptions(health => health.Tags.Add("masstransit"));
            bus.AddReceiveEndpointObserver<BrokerLog>();
            bus.UsingRabbitMqThatReconnects((context, rabbit) =>
            {
                rabbit.Host(address, host =>
                {
                    host.Heartbeat(Heartbeat);
                    host.RequestedConnectionTimeout(ConnectTimeout);
                });
                rabbit.ConnectEndpointConfigurationObserver(context.GetRequiredService<Consumers>());
                rabbit.PublishTopology.BrokerTopologyOptions = PublishBrokerTopologyOptions.FlattenHierarchy;
                publishes?.Invoke(rabbit);
                rabbit.ConfigureEndpoints(context);
            });
        });
    }

    /// <summary>
    /// Declares the endpoint's queue as <see cref="Queues"/> has it, with its queues for failed messages. An <paramref name="outage"/> of a
    /// dependency, or one of the broker when a consumer publishes, is waited out, message in hand; any other failure is tried three times.
    /// </summary>
    public static void Durable(this IReceiveEndpointConfigurator endpoint, IServiceProvider services, Func<Exception, bool> outage)
    {
        bool Passes(Exception e) => outage(e) || BrokerOutage.Is(e);
        var queue = Queues.Named(endpoint.InputAddress.AbsolutePath.Split('/')[^1]);
        (endpoint as IRabbitMqReceiveEndpointConfigurator)?.Declare(queue);
        var log = services.GetRequiredService<ILoggerFactory>().CreateLogger("Messaging.Bus");
        endpoint.PublishFaults = false;
        endpoint.ConfigureError(error => error.UseFilter(new ErrorQueue(
            queue,
            services.GetRequiredService<IHostEnvironment>().ApplicationName,
            services.GetRequiredService<MessagingDiagnostics>(),
            services.GetRequiredService<TimeProvider>(),
            log,
            services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping)));
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

    private static Uri AmqpUri(string text) => Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "amqp" or "amqps"
        ? uri
        : throw new FormatException("it is not an amqp:// or amqps:// URI");
}
