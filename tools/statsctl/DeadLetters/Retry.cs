namespace Statsctl.DeadLetters;

/// <summary>
/// Publishes messages again to where they came from. Each is confirmed there before it is acknowledged here: a crash between the two leaves a
/// duplicate, which changes no statistic, and never a loss.
/// </summary>
/// <param name="box">Where they lie.</param>
/// <param name="filter">Which of them.</param>
public sealed class Retry(DeadLetterBox box, LetterFilter filter)
{
    /// <summary>Under another routing key than their own; null for their own.</summary>
    public string? RoutingKey { get; init; }

    /// <summary>Look only.</summary>
    public bool DryRun { get; init; }

    /// <summary>At most so many.</summary>
    public long Limit { get; init; } = long.MaxValue;

    /// <summary>At most so many a second.</summary>
    public double? Rate { get; init; }

    /// <summary>What was retried so far, or would have been.</summary>
    public LetterGroups Retried { get; } = new();

    /// <summary>
    /// Looks at no more messages than the queue has now: one that fails again comes to its end, and is not met a second time.
    /// </summary>
    /// <param name="queue">Whose messages.</param>
    /// <param name="most">How many messages it has.</param>
    /// <param name="published">Told of each that is confirmed, before it is acknowledged.</param>
    /// <param name="looked">Told of each that is done with.</param>
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
