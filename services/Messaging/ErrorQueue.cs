using System.Diagnostics;
using System.Globalization;
using System.Runtime.ExceptionServices;
using MassTransit.RabbitMqTransport;
using RabbitMQ.Client;
using Stats.Contracts;
using Stats.Contracts.Feed;

namespace Messaging;

/// <summary>
/// Puts a failed message into its error queue: body, routing key and properties unchanged, plus headers with the reason. It replaces
/// MassTransit's own filter, whose copy the broker refuses if the sender set the property <c>user_id</c> or headers that fill a frame.
/// That refusal closes the channel, and the broker redelivers all messages in hand, repeatedly.
/// </summary>
internal sealed class ErrorQueue(
    ServiceQueue queue, string service, MessagingDiagnostics diagnostics, TimeProvider time, ILogger log, CancellationToken stopping)
    : IFilter<ExceptionReceiveContext>
{
    /// <summary>The longest explanation that is kept, in characters.</summary>
    private const int LongestExplanation = 4096;

    public async Task Send(ExceptionReceiveContext context, IPipe<ExceptionReceiveContext> next)
    {
        var refused = context.Exception as RefusedException ?? context.Exception.GetBaseException() as RefusedException;
        // A failure while the service stops is not the message's fault: rethrown, the message goes back to its queue.
        if (refused is null && (stopping.IsCancellationRequested || context.CancellationToken.IsCancellationRequested))
            ExceptionDispatchInfo.Throw(context.Exception);
        var reason = refused?.Reason ?? "error";
        context.ExceptionHeaders.Set(Refusal.ReasonHeader, reason);
        context.ExceptionHeaders.Set(Refusal.FieldHeader, refused?.Field ?? "");
        context.ExceptionHeaders.Set(Refusal.ServiceHeader, service);
        context.ExceptionHeaders.Set(Refusal.TimeHeader, time.GetUtcNow().ToString("O", CultureInfo.InvariantCulture));
        var trace = TraceParent.Of(context.TransportHeaders)?.TraceId ?? Activity.Current?.TraceId;
        context.ExceptionHeaders.Set(Refusal.TraceHeader, trace?.ToHexString() ?? "");
        await PublishAsync(context);
        diagnostics.Refused(queue.Name, reason);
        if (refused is null)
            Log.Failed(log, queue.Name, context.Exception);
        else
            Log.Refused(log, queue.Name, refused.Reason, Bounded(refused.Message));
        // Otherwise MassTransit treats the message as unconsumed and keeps another copy in a queue of its own.
        if (!context.IsFaulted)
            await context.NotifyFaulted(context.Exception);
        await next.Send(context);
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("errorQueue");

    private static string Bounded(string explanation) =>
        explanation.Length > LongestExplanation ? explanation[..LongestExplanation] : explanation;

    private async Task PublishAsync(ExceptionReceiveContext context)
    {
        if (!context.TryGetPayload(out ChannelContext? channel) || !context.TryGetPayload(out RabbitMqBasicConsumeContext? delivery))
            throw new InvalidOperationException("The message was not received from RabbitMQ.");
        var properties = new BasicProperties(delivery.Properties) { DeliveryMode = DeliveryModes.Persistent };
        // The broker accepts a user id only from that user, and an expiration would remove the message from the error queue.
        properties.ClearUserId();
        properties.ClearExpiration();
        (properties.Headers, var leftOut) = SentHeaders.Fit(delivery.Properties.Headers);
        if (leftOut is not null)
            context.ExceptionHeaders.Set(Refusal.LeftOutHeader, leftOut);
        foreach (var (name, value) in context.ExceptionHeaders.GetAll())
            properties.Headers[name] = value is string text ? Bounded(text) : value;
        await channel.BasicPublishAsync(
            queue.Errors, delivery.RoutingKey, mandatory: true, properties, context.GetBody(), awaitAck: true, context.CancellationToken);
    }
}
