using System.Diagnostics;
using OpenTelemetry;

namespace ServiceDefaults;

/// <summary>Keeps queries that belong to no request and no message, such as those of the readiness checks, from being traces of their own.</summary>
internal sealed class BackgroundQueries : BaseProcessor<Activity>
{
    /// <inheritdoc/>
    public override void OnEnd(Activity data)
    {
        if (data is { Kind: ActivityKind.Client, ParentSpanId: var parent } && parent == default)
            data.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
    }
}
