using System.Diagnostics;
using OpenTelemetry;

namespace ServiceDefaults;

/// <summary>Keeps queries outside any request or message, such as those of readiness checks, from becoming traces of their own.</summary>
internal sealed class BackgroundQueries : BaseProcessor<Activity>
{
    public override void OnEnd(Activity data)
    {
        if (data is { Kind: ActivityKind.Client, ParentSpanId: var parent } && parent == default)
            data.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
    }
}
