namespace ScoringService.Matches;

/// <summary>Takes results and voids: <see cref="ResultIntake"/> scores their matches; each message announces its own.</summary>
internal sealed class ResultConsumer(ResultIntake intake, ScoringDiagnostics diagnostics, TimeProvider time)
    : IConsumer<MatchCompleted>, IConsumer<MatchVoided>
{
    public Task Consume(ConsumeContext<MatchCompleted> context) => RecordAsync(context);

    public Task Consume(ConsumeContext<MatchVoided> context) => RecordAsync(context);

    private async Task RecordAsync(ConsumeContext<FeedMessage> context)
    {
        var began = time.GetTimestamp();
        var recorded = await intake.TakeAsync(context);
        diagnostics.Scored(time.GetElapsedTime(began), recorded);
        if (recorded.Conflicts is [var conflict, ..])
            throw conflict.ToRefusal();
        if (recorded.Announcement is { } announcement)
            await context.Publish(announcement, send => send.Carry(context, time), context.CancellationToken);
    }
}
