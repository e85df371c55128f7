using Microsoft.Extensions.Options;

namespace ScoringService.Matches;

/// <summary>Takes results and voids: scores the match and announces it.</summary>
internal sealed class ResultConsumer(
    MatchRecorder recorder, IOptions<ScoringOptions> scoring, ScoringDiagnostics diagnostics, TimeProvider time)
    : IConsumer<MatchCompleted>, IConsumer<MatchVoided>
{
    public Task Consume(ConsumeContext<MatchCompleted> context) => RecordAsync(context);

    public Task Consume(ConsumeContext<MatchVoided> context) => RecordAsync(context);

    private async Task RecordAsync(ConsumeContext<FeedMessage> context)
    {
        var began = time.GetTimestamp();
        var origin = MessageOrigin.Of(context);
        var recorded = await recorder.RecordAndScoreAsync(
            context.Message.MatchId, [context.Message], scoring.Value.Rules(), context.CancellationToken, _ => origin);
        diagnostics.Scored(time.GetElapsedTime(began), recorded);
        if (recorded.Conflicts is [var conflict, ..])
            throw conflict.ToRefusal();
        if (recorded.Announcement is { } announcement)
            await context.Publish(announcement, send => send.Carry(context, time), context.CancellationToken);
    }
}
