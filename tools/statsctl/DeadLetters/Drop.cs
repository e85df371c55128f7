namespace Statsctl.DeadLetters;

/// <summary>
/// Takes all selected messages, logs them to a file, asks, and only then removes exactly these. If it is killed before that, they stay
/// in their queues.
/// </summary>
internal sealed class Drop(DeadLetterBox box, LetterFilter filter, DropLog log)
{
    public long Limit { get; init; } = long.MaxValue;

    public LetterGroups Chosen { get; } = new();

    /// <summary>Returns false if the answer was no: then nothing was removed.</summary>
    public async Task<bool> RunAsync(IReadOnlyList<DeadLetterQueue> queues, Func<LetterGroups, Task<bool>> agreed, CancellationToken ct)
    {
        var removing = false;
        try
        {
            var chosen = await ChooseAsync(queues, ct);
            log.Flush();
            if (chosen.Count > 0 && !await agreed(Chosen))
            {
                log.Discard();
                return false;
            }
            removing = true;
            foreach (var taken in chosen)
                await box.RemoveAsync(taken);
            return true;
        }
        catch when (!removing)
        {
            log.Discard();
            throw;
        }
    }

    private async Task<List<Taken>> ChooseAsync(IReadOnlyList<DeadLetterQueue> queues, CancellationToken ct)
    {
        var chosen = new List<Taken>();
        foreach (var queue in queues)
        {
            await foreach (var taken in box.TakeAsync(queue, await box.CountAsync(queue), ct))
            {
                if (filter.Takes(taken.Letter) && chosen.Count < Limit)
                {
                    log.Write(taken.Letter);
                    Chosen.Add(taken.Letter);
                    // Without its body, which may be large and is in the file.
                    chosen.Add(taken with { Letter = taken.Letter with { Body = default } });
                }
                else
                {
                    await box.KeepAsync(taken);
                }
                if (chosen.Count == Limit)
                    return chosen;
            }
        }
        return chosen;
    }
}
