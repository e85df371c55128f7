using Season.Replay;
using Spectre.Console;
using Statsctl.Feed;

namespace Season.Demo;

/// <summary>
/// Replays the season, one kick-off time after the other, and measures for each match the time from the publish of its result to the
/// first HTTP answer that shows it.
/// </summary>
internal sealed class SeasonReplay(Uri broker, StatsClient api, ReplayInput input)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    // Real predictions are stored long before the result. Here they get this time.
    private static readonly TimeSpan Match = TimeSpan.FromMilliseconds(40);

    /// <summary>Completes when every message is confirmed and the API has shown every result.</summary>
    /// <returns>The time to freshness of each match, measured at its first result.</returns>
    public async Task<IReadOnlyList<TimeSpan>> RunAsync(int? shuffle, double duplicate, IAnsiConsole console, CancellationToken ct)
    {
        var steps = input.Plan(shuffle, duplicate).Steps;
        // In order, only this result changes the page of its club, which the readers have in the cache. Shuffled, late predictions change
        // that page too, so the page of the match is read instead.
        Func<MatchCompleted, string> page = shuffle is null ? StatsClient.ClubPage : StatsClient.MatchPage;
        var freshness = new List<TimeSpan>(input.Results.Matches.Count);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        await using var publisher = await FeedPublisher.ConnectAsync(broker, ct);
        await ProgressDisplay.ShowAsync(console, "Replaying", steps.Count, async confirmed =>
        {
            foreach (var slot in Slots(steps))
            {
                var fresh = slot.OfType<MatchCompleted>().Where(result => seen.Add(result.MatchId)).ToArray();
                freshness.AddRange(await MeasureAsync(publisher, fresh, page, confirmed, ct));
                await publisher.PublishAllAsync(slot.Except<FeedMessage>(fresh, ReferenceEqualityComparer.Instance).Select(OutgoingMessage.Of).ToAsyncEnumerable(), _ => confirmed(), ct);
                if (shuffle is null && fresh.Length == 0)
                    await Task.Delay(Match, ct);
            }
        });
        return freshness;
    }

    // Runs of predictions, and runs of results and voids of the same time.
    private static IEnumerable<FeedMessage[]> Slots(IReadOnlyList<FeedStep> steps)
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

    // One request at a time: many parallel reads would delay the answer.
    private async Task<IReadOnlyList<TimeSpan>> MeasureAsync(
        FeedPublisher publisher, MatchCompleted[] results, Func<MatchCompleted, string> page, Action confirmed, CancellationToken ct)
    {
        var waiting = new List<(MatchCompleted Result, long Before)>();
        foreach (var result in results)
        {
            if (await api.ReadAsync(StatsClient.MatchPage(result), ct) is null)
                waiting.Add((result, (await api.ReadAsync(page(result), ct))?.Version ?? 0));
        }
        var published = TimeProvider.System.GetTimestamp();
        await publisher.PublishAllAsync(results.Select(OutgoingMessage.Of).ToAsyncEnumerable(), _ => confirmed(), ct);
        var times = new List<TimeSpan>();
        while (waiting.Count > 0)
        {
            foreach (var match in waiting.ToArray())
            {
                if (((await api.ReadAsync(page(match.Result), ct))?.Version ?? 0) > match.Before)
                {
                    times.Add(TimeProvider.System.GetElapsedTime(published));
                    waiting.Remove(match);
                }
            }
            if (TimeProvider.System.GetElapsedTime(published) > Patience)
                throw new CommandFailedException(
                    $"the result of {waiting[0].Result.MatchId} did not appear within {Patience.TotalSeconds} s: see the services' logs");
        }
        return times;
    }
}
