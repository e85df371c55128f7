using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using ServiceDefaults;
using Stats.Contracts;

namespace Messaging;

/// <summary>Sends an example of the message that a service publishes to an exchange without queues, which drops it.</summary>
public static class PublishWarmUp
{
    private static readonly Uri Exchange = new($"exchange:{Queues.HealthExchange}?type=fanout");

    public static void AddPublishWarmUp<T>(this IHostApplicationBuilder builder, T example)
        where T : class =>
        builder.AddWarmUp(async (services, cancellationToken) =>
        {
            var endpoint = await services.GetRequiredService<IBus>().GetSendEndpoint(Exchange);
            await endpoint.Send(example, cancellationToken);
        });
}
