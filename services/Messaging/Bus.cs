using System.Net.Security;
using System.Security.Authentication;
using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
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
    // A dead connection is given up after two heartbeats, an attempt to connect after ConnectTimeout.
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(5);

    private const int TlsPort = 5671;

    /// <summary>Adds the bus with the consumers that <paramref name="consumers"/> registers.</summary>
    /// <param name="publishes">Configures the topology that must exist before the service publishes.</param>
    public static void AddBus(
        this IHostApplicationBuilder builder,
        Action<IBusRegistrationConfigurator> consumers,
        Action<IRabbitMqBusFactoryConfigurator>? publishes = null)
    {
        var address = builder.Configuration.Required("RabbitMq", "amqp://user:password@rabbitmq:5672/", AmqpUri);
        // ErrorQueue, OutageLog and BrokerLog log each failure and wait in one line. Any other source overrides this setting.
        builder.Configuration.Sources.Insert(
            0, new MemoryConfigurationSource { InitialData = [new("Logging:LogLevel:MassTransit", "Error")] });
        builder.Services.ConfigureOpenTelemetryTracerProvider(traces => traces.AddSource("MassTransit"));
        builder.Services.ConfigureOpenTelemetryMeterProvider(metrics => metrics.AddMeter("MassTransit"));
        builder.Services.AddSingleton<MessagingDiagnostics>();
        builder.Services.AddSingleton<Consumers>();
        builder.Services.AddSingleton(_ => new BrokerProbe(new ConnectionFactory
        {
            Uri = address,
            // By itself, the client accepts a certificate of another host from amqps.
            Ssl = { AcceptablePolicyErrors = SslPolicyErrors.None },
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
            // No usage data leaves the installation.
            bus.DisableUsageTelemetry();
            // MassTransit's own check reports at most degraded while the broker is unavailable. Its own tag keeps it out of ours.
            bus.ConfigureHealthCheckOptions(health => health.Tags.Add("masstransit"));
            bus.AddReceiveEndpointObserver<BrokerLog>();
            bus.UsingRabbitMqThatReconnects((context, rabbit) =>
            {
                rabbit.Host(address, host =>
                {
                    host.Heartbeat(Heartbeat);
                    host.RequestedConnectionTimeout(ConnectTimeout);
                    if (address.Scheme == "amqps" || address.Port == TlsPort)
                        host.UseSsl(Verify);
                });
                rabbit.ConnectEndpointConfigurationObserver(context.GetRequiredService<Consumers>());
                rabbit.PublishTopology.BrokerTopologyOptions = PublishBrokerTopologyOptions.FlattenHierarchy;
                publishes?.Invoke(rabbit);
                rabbit.ConfigureEndpoints(context);
            });
        });
    }

    /// <summary>
    /// Declares the endpoint's queue as <see cref="Queues"/> defines it, with its queues for failed messages. During an
    /// <paramref name="outage"/> of a dependency, or one of the broker while a consumer publishes, the endpoint keeps the message and
    /// retries until the outage ends. Other failures are retried three times, refusals never.
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

    // By itself, MassTransit uses TLS on its standard port only, and accepts a certificate of any authority.
    private static void Verify(IRabbitMqSslConfigurator tls)
    {
        tls.Protocol = SslProtocols.None;
        tls.EnforcePolicyErrors(
            SslPolicyErrors.RemoteCertificateChainErrors | SslPolicyErrors.RemoteCertificateNameMismatch
                | SslPolicyErrors.RemoteCertificateNotAvailable);
    }

    private static Uri AmqpUri(string text) => Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "amqp" or "amqps"
        ? uri
        : throw new FormatException("it is not an amqp:// or amqps:// URI");
}
