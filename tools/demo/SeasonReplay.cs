using Spectre.Console;
using Stats.Contracts;
using Statsctl;
using Statsctl.Feed;
using Statsctl.Replay;

namespace Demo;

/// <summary>
/// Replays the season, one kick-off time after the other, and measures for each match how long it takes from the publish of its
/// result to the first HTTP answer that has it.
/// </summary>
internal sealed class SeasonReplay(Uri broker, StatsClient api, ReplayInput input)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Returns when every message is confirmed and every result was seen.</summary>
    /// <returns>The time to freshness of each match that was new.</returns>
    public async Task<IReadOnlyList<TimeSpan>> RunAsync(int? shuffle, double duplicate, IAnsiConsole console, CancellationToken ct)
    {
        var steps = input.Plan(shuffle, duplicate).Steps;
        // In order, nothing but this result moves its club's page, which the readers have had cached. Shuffled, late predictions
        // move it too, and only the match's own page tells.
        Func<MatchCompleted, string> page = shuffle is null ? StatsClient.ClubPage : StatsClient.MatchPage;
        var freshness = new List<TimeSpan>(input.Results.Matches.Count);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        await using var publisher = await FeedPublisher.ConnectAsync(broker, ct);
        await ReplayProgress.ShowAsync(console, steps.Count, async confirmed =>
        {
            foreach (var slot in Slots(steps))
            {
                var fresh = slot.OfType<MatchCompleted>().Where(result => seen.Add(result.MatchId)).ToArray();
                var times = await Task.WhenAll(fresh.Select(result => MeasureAsync(publisher, result, page(result), confirmed, ct)));
                freshness.AddRange(times.OfType<TimeSpan>());
                await publisher.PublishAllAsync(slot.Except(fresh, ReferenceEqualityComparer.Instance).ToAsyncEnumerable(), confirmed, ct);
            }
        });
        return freshness;
    }

    // Runs of predictions, and runs of results and voids of one time.
    private static IEnumerable<object[]> Slots(IReadOnlyList<FeedStep> steps)
    {
        for (var first = 0; first < steps.Count;)
        {
            var next = first + 1;
            while (next < steps.Count && Slot(steps[next]) == Slot(steps[first]))
                next++;
            yield return [.. steps.Skip(first).Take(next - first).Select(step => step.Message)];
            first = next;
        }
    }

    private static DateTimeOffset? Slot(FeedStep step) => step.Message is PredictionSubmitted ? null : step.At;

    private async Task<TimeSpan?> MeasureAsync(
        FeedPublisher publisher, MatchCompleted result, string page, Action confirmed, CancellationToken ct)
    {
        var isNew = await api.ReadAsync(StatsClient.MatchPage(result), ct) is null;
        var before = isNew ? (await api.ReadAsync(page, ct))?.Version ?? 0 : 0;
        var published = TimeProvider.System.GetTimestamp();
        await publisher.PublishAsync(result, ct);
        confirmed();
        while (isNew && ((await api.ReadAsync(page, ct))?.Version ?? 0) <= before)
        {
            if (TimeProvider.System.GetElapsedTime(published) > Patience)
                throw new CommandFailedException($"the result of {result.MatchId} was not to be seen within {Patience.TotalSeconds} s: see the services' logs");
            await Task.Delay(1, ct);
        }
        return isNew ? TimeProvider.System.GetElapsedTime(published) : null;
    }
}
