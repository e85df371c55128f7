namespace Statsctl.DeadLetters;

/// <summary>
/// Publishes messages again to their origin. The broker confirms each there before it is acknowledged here: a crash in between leaves a
/// duplicate, which changes no statistic, but never loses a message.
/// </summary>
public sealed class Retry(DeadLetterBox box, LetterFilter filter)
{
    /// <summary>Replaces the messages' own routing keys; null keeps them.</summary>
    public string? RoutingKey { get; init; }

    public bool DryRun { get; init; }

    public long Limit { get; init; } = long.MaxValue;

    /// <summary>The most messages per second; null for no limit.</summary>
    public double? Rate { get; init; }

    /// <summary>The messages retried so far; in a dry run, those that would have been.</summary>
    public LetterGroups Retried { get; } = new();

    /// <summary>
    /// Looks at no more messages than the queue has now: one that fails again goes to the queue's end and is not retried twice.
    /// </summary>
    /// <param name="published">Called for each confirmed message, before it is acknowledged.</param>
    /// <param name="ct">Stops between two messages.</param>
    public async Task RunAsync(DeadLetterQueue queue, long most, Action<DeadLetter> published, Action looked, CancellationToken ct)
    {
        using var ticks = Rate is { } perSecond && !DryRun ? new PeriodicTimer(TimeSpan.FromSeconds(1 / perSecond)) : null;
        await foreach (var taken in box.TakeAsync(queue, most, ct))
        {
            if (!filter.Takes(taken.Letter))
            {
                await box.KeepAsync(taken);
            }
            else if (DryRun)
            {
                Retried.Add(taken.Letter);
                await box.KeepAsync(taken);
            }
            else
            {
                if (ticks is not null)
                    await ticks.WaitForNextTickAsync(ct);
                await box.PublishAsync(Resubmission.ToOrigin(taken.Letter, RoutingKey));
                published(taken.Letter);
                await box.RemoveAsync(taken);
                Retried.Add(taken.Letter);
            }
            looked();
            if (Retried.Count >= Limit)
                return;
        }
    }
}
