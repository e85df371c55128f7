namespace Statsctl.Results;

/// <summary>Waits until published changes are in force, as the API shows them.</summary>
/// <param name="wait">How long no change may come into force before the rest is given up.</param>
internal sealed class ChangeConfirmation(HeldReader reader, TimeProvider time, TimeSpan wait)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    // Keeps a usual key's 100 requests per minute.
    private static readonly TimeSpan PerRequest = TimeSpan.FromMilliseconds(600);

    /// <param name="settled">Called with the number of changes that are decided, after each look at the API.</param>
    /// <returns>The changes that are not in force, with the reasons.</returns>
    /// <exception cref="CommandFailedException">The API doesn't answer, or refuses.</exception>
    public async Task<List<LeftOut>> WaitAsync(IReadOnlyList<PlannedChange> changes, Action<int> settled, CancellationToken ct)
    {
        var waiting = changes.ToDictionary(change => change.After.MatchId, StringComparer.Ordinal);
        var refused = new List<LeftOut>();
        var progress = time.GetTimestamp();
        var pause = FirstPause;
        while (true)
        {
            var (before, requests) = (waiting.Count, reader.Requests);
            await LookAsync(waiting, refused, ct);
            settled(before - waiting.Count);
            if (waiting.Count == 0)
                return refused;
            if (waiting.Count < before)
                (progress, pause) = (time.GetTimestamp(), FirstPause);
            if (time.GetElapsedTime(progress) >= wait)
                return [.. refused, .. waiting.Values.Select(GivenUp)];
            var atLeast = (reader.Requests - requests) * PerRequest;
            await Task.Delay(pause > atLeast ? pause : atLeast, time, ct);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    private async Task LookAsync(Dictionary<string, PlannedChange> waiting, List<LeftOut> refused, CancellationToken ct)
    {
        var seasons = waiting.Values.Select(change => (change.After.CompetitionId, change.After.Season)).Distinct().ToArray();
        foreach (var held in await reader.ReadMovingAsync(seasons, ct))
        {
            if (!waiting.TryGetValue(held.MatchId, out var change))
                continue;
            var (isDecided, refusal) = ChangeOutcome.Of(change, held);
            if (!isDecided)
                continue;
            waiting.Remove(held.MatchId);
            if (refusal is not null)
                refused.Add(new LeftOut(held.MatchId, change.Name, refusal));
        }
    }

    private LeftOut GivenUp(PlannedChange change) => new(
        change.After.MatchId,
        change.Name,
        string.Create(
            CultureInfo.InvariantCulture,
            $"revision {change.After.Revision} is not in force after {wait.TotalSeconds:N0} s: the system is behind, or refused it "
            + "(see statsctl dead-letters list)"));
}
