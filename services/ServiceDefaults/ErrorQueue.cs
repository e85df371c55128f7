using System.Diagnostics;
using System.Globalization;
using System.Runtime.ExceptionServices;
using MassTransit;
using Microsoft.Extensions.Logging;
using Stats.Contracts.Feed;

namespace ServiceDefaults;

/// <summary>Tells people and tools why a message lies in an error queue.</summary>
internal sealed class RefusalHeaders(string service, MessagingDiagnostics diagnostics, TimeProvider time, ILogger log, CancellationToken stopping)
    : IFilter<ExceptionReceiveContext>
{
    /// <inheritdoc/>
    public Task Send(ExceptionReceiveContext context, IPipe<ExceptionReceiveContext> next)
    {
        var refused = context.Exception as RefusedException ?? context.Exception.GetBaseException() as RefusedException;
        // What fails while its service ends is no fault of the message: thrown on, it goes back to its queue.
        if (refused is null && (stopping.IsCancellationRequested || context.CancellationToken.IsCancellationRequested))
            ExceptionDispatchInfo.Throw(context.Exception);
        var reason = refused?.Reason ?? "error";
        context.ExceptionHeaders.Set(Refusal.ReasonHeader, reason);
        context.ExceptionHeaders.Set(Refusal.FieldHeader, refused?.Field ?? "");
        context.ExceptionHeaders.Set(Refusal.ServiceHeader, service);
        context.ExceptionHeaders.Set(Refusal.TimeHeader, time.GetUtcNow().ToString("O", CultureInfo.InvariantCulture));
        context.ExceptionHeaders.Set(Refusal.TraceHeader, (TraceParent.Of(context.TransportHeaders)?.TraceId ?? Activity.Current?.TraceId)?.ToHexString() ?? "");
        var queue = context.InputAddress.AbsolutePath.Split('/')[^1];
        diagnostics.Refused(queue, reason);
        if (refused is null)
            Log.Failed(log, queue, context.Exception);
        else
            Log.Refused(log, queue, refused.Reason, refused.Message);
        return next.Send(context);
    }

    /// <inheritdoc/>
    public void Probe(ProbeContext context) => context.CreateFilterScope("refusalHeaders");
}
