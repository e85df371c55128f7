using System.Diagnostics.Metrics;
using ServiceDefaults;
using Stats.Contracts;
using Stats.Contracts.Feed;

namespace Messaging;

/// <summary>
/// Counts refused messages. Names after https://opentelemetry.io/docs/specs/semconv/general/metrics/; no attribute is an id.
/// </summary>
public sealed class MessagingDiagnostics
{
    public const string Name = "Stats.Messaging";

    // "unconfirmed" comes from CacheInvalidator, "error" means a fault of the consumer.
    private static readonly string[] Reasons =
    [
        Refusal.MissingField, Refusal.BadId, Refusal.BadText, Refusal.BadGoals, Refusal.BadTime, Refusal.BadJson, Refusal.TooLarge,
        Refusal.Conflict, "unconfirmed", "error",
    ];

    private readonly AttributedCounts<(string Queue, string Reason)> _refused = new(
        refused => [new("queue", refused.Queue), new("reason", refused.Reason)],
        Queues.All.SelectMany(queue => Reasons.Select(reason => (queue.Name, reason))));

    public MessagingDiagnostics(IMeterFactory meters) => meters.Create(Name).CreateObservableCounter<long>(
        "stats.messages.refused", _refused.Observe, "{message}", "Messages moved to an error queue, by reason.");

    /// <summary>Counts a message that went to an error queue.</summary>
    public void Refused(string queue, string reason) => _refused.Add((queue, reason), 1);
}
