using MassTransit.RabbitMqTransport;
using Stats.Contracts;
using Stats.Contracts.Feed;

namespace Messaging;

/// <summary>Declares a <see cref="ServiceQueue"/> through MassTransit, with the same result as <c>statsctl topology</c>.</summary>
public static class DurableQueue
{
    /// <summary>Declares the queue of a subscriber that may never have run, so that messages before its first start aren't lost.</summary>
    public static void BindSubscriber<T>(this IRabbitMqBusFactoryConfigurator rabbit, string queue)
        where T : class =>
        rabbit.Publish<T>(message => message.BindQueue(queue, queue, binding => SetArguments(binding, Queues.Named(queue))));

    /// <summary>Declares the queue of an endpoint, its bindings, and the queues for its failed messages.</summary>
    internal static void Declare(this IRabbitMqReceiveEndpointConfigurator endpoint, ServiceQueue queue)
    {
        endpoint.ConfigureConsumeTopology = false;
        SetArguments(endpoint, queue);
        foreach (var message in queue.Messages)
            endpoint.Bind(Queues.ExchangeOf(message));
        foreach (var routingKey in queue.RoutingKeys)
        {
            endpoint.Bind(FeedExchange.Name, binding =>
            {
                binding.ExchangeType = "topic";
                binding.RoutingKey = routingKey;
                foreach (var (name, value) in FeedExchange.Arguments)
                    binding.SetExchangeArgument(name, value);
            });
        }
        endpoint.ConfigureChannel(channel => channel.UseExecuteAsync(async context =>
        {
            foreach (var kept in queue.Kept)
                await DeclareAsync(context, kept);
        }));
    }

    private static void SetArguments(IRabbitMqQueueConfigurator configurator, ServiceQueue queue)
    {
        foreach (var (name, value) in queue.Arguments)
            configurator.SetQueueArgument(name, value);
    }

    private static async Task DeclareAsync(ChannelContext channel, string name)
    {
        await channel.ExchangeDeclare(name, "fanout", durable: true, autoDelete: false, null, channel.CancellationToken);
        var arguments = ServiceQueue.KeptArguments.ToDictionary();
        await channel.QueueDeclare(name, durable: true, exclusive: false, autoDelete: false, arguments, channel.CancellationToken);
        await channel.QueueBind(name, name, "", null, channel.CancellationToken);
    }
}
