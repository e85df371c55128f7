using MassTransit.Configuration;
using MassTransit.Observables;
using MassTransit.RabbitMqTransport.Configuration;
using MassTransit.Transports;

namespace Messaging;

/// <summary>
/// MassTransit's RabbitMQ transport, retrying every two seconds. The transport's own waits between attempts grow from 3 to 30 s and never
/// shrink while the process runs, and it doesn't retry after a refused login. Only a subclass can change that.
/// </summary>
internal static class BrokerReconnects
{
    // MassTransit adds one second to each wait.
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(1);

    /// <summary>Replaces <c>UsingRabbitMq</c>.</summary>
    public static void UsingRabbitMqThatReconnects(
        this IBusRegistrationConfigurator bus, Action<IBusRegistrationContext, IRabbitMqBusFactoryConfigurator> configure) =>
        bus.SetBusFactory(new BusFactory(
            new BusConfiguration(new RabbitMqTopologyConfiguration(RabbitMqBusFactory.CreateMessageTopology())), configure));

    private sealed class HostConfiguration(IRabbitMqBusConfiguration bus, IRabbitMqTopologyConfiguration topology)
        : RabbitMqHostConfiguration(bus, topology)
    {
        /// <summary>The wait between attempts of a receive endpoint to connect, declare its queue and consume.</summary>
        public override IRetryPolicy ReceiveTransportRetryPolicy { get; } =
            Retry.CreatePolicy(retry => retry.Incremental(int.MaxValue, Wait, TimeSpan.Zero));

        /// <summary>The wait between attempts to send. Only lost connections are retried: other failures are the message's fault.</summary>
        public override IRetryPolicy SendTransportRetryPolicy => Retry.CreatePolicy(retry =>
        {
            retry.Handle<Exception>(base.ReceiveTransportRetryPolicy.IsHandled);
            retry.Incremental(int.MaxValue, Wait, TimeSpan.Zero);
        });
    }

    private sealed class BusConfiguration : RabbitMqEndpointConfiguration, IRabbitMqBusConfiguration
    {
        private readonly BusObservable _observers = new();

        public BusConfiguration(RabbitMqTopologyConfiguration topology)
            : base(topology)
        {
            HostConfiguration = new HostConfiguration(this, topology);
            BusEndpointConfiguration = CreateEndpointConfiguration(isBusEndpoint: true);
        }

        public IRabbitMqHostConfiguration HostConfiguration { get; }

        public IRabbitMqEndpointConfiguration BusEndpointConfiguration { get; }

        IHostConfiguration IBusConfiguration.HostConfiguration => HostConfiguration;

        IEndpointConfiguration IBusConfiguration.BusEndpointConfiguration => BusEndpointConfiguration;

        IBusObserver IBusConfiguration.BusObservers => _observers;

        public ConnectHandle ConnectBusObserver(IBusObserver observer) => _observers.Connect(observer);

        public ConnectHandle ConnectEndpointConfigurationObserver(IEndpointConfigurationObserver observer) =>
            HostConfiguration.ConnectEndpointConfigurationObserver(observer);
    }

    private sealed class BusFactory(BusConfiguration bus, Action<IBusRegistrationContext, IRabbitMqBusFactoryConfigurator> configure)
        : TransportRegistrationBusFactory<IRabbitMqReceiveEndpointConfigurator>(bus.HostConfiguration)
    {
        public override IBusInstance CreateBus(
            IBusRegistrationContext context, IEnumerable<IBusInstanceSpecification> specifications, string busName) =>
            CreateBus(new RabbitMqBusFactoryConfigurator(bus), context, configure, specifications);
    }
}
