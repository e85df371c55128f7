using System.Diagnostics.Metrics;

namespace Messaging;

/// <summary>
/// Counts refused messages. Names after https://opentelemetry.io/docs/specs/semconv/general/metrics/; no attribute is an id.
/// </summary>
public sealed class MessagingDiagnostics
{
    public const string Name = "Stats.Messaging";

    private readonly Counter<long> _refused;

    public MessagingDiagnostics(IMeterFactory meters) => _refused = meters.Create(Name).CreateCounter<long>(
        "stats.messages.refused", "{message}", "Messages moved to an error queue, by reason.");

    /// <summary>Counts a message that went to an error queue.</summary>
    public void Refused(string queue, string reason) => _refused.Add(1, new("queue", queue), new("reason", reason));
}
