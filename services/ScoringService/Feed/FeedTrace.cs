using System.Diagnostics;
using MassTransit;
using Messaging;

namespace ScoringService.Feed;

/// <summary>
/// Continues the trace of whoever published a raw message. MassTransit knows only a header of its own, so its receive span can't be in that
/// trace; what follows from the message is.
/// </summary>
internal sealed class FeedTrace : IFilter<ConsumeContext>
{
    private static readonly ActivitySource Source = new(ScoringDiagnostics.Name);

    public async Task Send(ConsumeContext context, IPipe<ConsumeContext> next)
    {
        if (TraceParent.Of(context.ReceiveContext.TransportHeaders) is not { } parent)
        {
            await next.Send(context);
            return;
        }
        var received = Activity.Current is { } receive ? new ActivityLink[] { new(receive.Context) } : [];
        // Named as MassTransit names its own: "process" follows "receive".
        var queue = context.ReceiveContext.InputAddress.AbsolutePath.Split('/')[^1];
        using var activity = Source.StartActivity($"{queue} receive", ActivityKind.Consumer, parent, links: received);
        await next.Send(context);
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("feedTrace");
}
