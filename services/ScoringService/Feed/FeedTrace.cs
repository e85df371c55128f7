using System.Diagnostics;

namespace ScoringService.Feed;

/// <summary>
/// Continues the trace of a raw message's publisher. MassTransit reads only a header of its own, so its receive span can't join that
/// trace; the spans after it do.
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
        // Follows MassTransit's naming: its "process" span follows "receive".
        var queue = context.ReceiveContext.InputAddress.AbsolutePath.Split('/')[^1];
        using var activity = Source.StartActivity($"{queue} receive", ActivityKind.Consumer, parent, links: received);
        await next.Send(context);
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("feedTrace");
}
