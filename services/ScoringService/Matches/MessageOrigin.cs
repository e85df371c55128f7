using System.Diagnostics;
using Stats.Store.Events;

namespace ScoringService.Matches;

/// <summary>The ids of a message that the event store keeps with the events that follow from it.</summary>
internal static class MessageOrigin
{
    public static Origin Of(ConsumeContext context) => new(
        context.MessageId?.ToString(), (context.CorrelationId ?? context.ConversationId)?.ToString(), Activity.Current?.TraceId.ToString());
}
