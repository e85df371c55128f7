using Bench.Api;

namespace Bench.Scale;

/// <summary>
/// <c>bench scale</c>: intake, scoring, invalidation and cached reads with one, two and four replicas, and the processor time and memory of
/// everything under this load.
/// </summary>
public static class ScaleSuite
{
    private const int Rounds = 3;
    private const string Page = "api/stats/leaderboard";
    private const string Invalidator = "CacheInvalidator";

    private static readonly int[] Counts = [1, .. ScaledWork.Many];
    private static readonly TimeSpan Reading = TimeSpan.FromSeconds(4);

    public static Command Create()
    {
        var rounds = new Option<int>("--rounds")
        {
            Description = "Rounds that count; each has a turn with one, two and four replicas. One more warms up.",
            DefaultValueFactory = _ => Rounds,
        };
        var write = new Option<bool>("--write") { Description = $"Write the tables into {ScaleTables.Page}." };
        var command = new Command(
            "scale", "Compare two and four replicas of each service with one; measure processor time and memory under load.")
        {
            rounds, write,
        };
        command.SetAction(async (parsed, ct) =>
        {
            var measured = await MeasureAsync(parsed.GetValue(rounds), ct);
            if (parsed.GetValue(write))
                ScaleTables.Write(measured);
            return Figure.Print(measured.Figures());
        });
        return command;
    }

    private static async Task<ScaleResult> MeasureAsync(int rounds, CancellationToken ct)
    {
        // The processes of a container could not be told apart.
        await using var servers = await Servers.StartAsync(ServersOptions.Own() with { Kind = ServerKind.Local }, Console.WriteLine, ct);
        await using var system = await StatsSystem.StartAsync(servers, Options(), ct);
        await using var feed = await ScaledFeed.StartAsync(servers, system, ct);
        var (scorers, invalidators) = (new Replicas(system.Scorers), new Replicas(system.Invalidators));
        var usage = new Usage(servers, [.. system.Scorers, .. system.Invalidators, .. system.Apis, .. system.Webs]);
        using var pages = new HttpReaders([system.Webs[0].Address]);
        var readers = Counts.ToDictionary(count => count, count => ReadersOf(system, count));
        var result = new ScaleResult();
        for (var round = 0; round <= rounds; round++)
        {
            // The first count changes, so that a machine that warms up or slows down favours none.
            for (var n = 0; n < Counts.Length; n++)
            {
                var count = Counts[(round + n) % Counts.Length];
                Console.WriteLine($"Round {round} of {rounds}, {count} of each service…");
                await scorers.RunAsync(count, ct);
                await invalidators.RunAsync(count, ct);
                var turns = await TurnsAsync(feed, scorers, invalidators, readers[count], usage, ct);
                if (round > 0)
                    result.Add(count, turns);
            }
            var web = await usage.OfAsync(async () => (await pages.RunAsync(Reading, ct)).Answers);
            if (round > 0)
                result.Pages.Add(1, web);
        }
        foreach (var service in PodMemory.Limits.Keys)
            result.Peaks[service] = usage.PeakOf(service);
        foreach (var each in readers.Values)
            each.Dispose();
        return result;
    }

    // The work gathers while the replicas are paused; a turn begins when they continue.
    private static async Task<WorkTurn[]> TurnsAsync(
        ScaledFeed feed, Replicas scorers, Replicas invalidators, HttpReaders readers, Usage usage, CancellationToken ct)
    {
        invalidators.Pause();
        scorers.Pause();
        await feed.PublishPredictionsAsync(ct);
        var intake = await usage.OfAsync(() =>
        {
            scorers.Resume();
            return feed.UntilStoredAsync(ct);
        });
        scorers.Pause();
        await feed.PublishResultsAsync(ct);
        var scoring = await usage.OfAsync(() =>
        {
            scorers.Resume();
            return feed.UntilScoredAsync(ct);
        });
        var invalidation = await usage.OfAsync(() =>
        {
            invalidators.Resume();
            return feed.UntilInvalidatedAsync(ct);
        });
        var reads = await usage.OfAsync(async () => (await readers.RunAsync(Reading, ct)).Answers);
        return [intake, scoring, invalidation, reads];
    }

    private static HttpReaders ReadersOf(StatsSystem system, int count) =>
        new([.. system.Apis.Take(count).Select(api => new Uri(api.Address, Page))], system.ApiKey);

    private static StatsSystemOptions Options()
    {
        var settings = PodMemory.Limits.Keys.ToDictionary(service => service, PodMemory.SettingsOf);
        // The reconciler would invalidate what waits for a paused process.
        settings[Invalidator]["Reconciler__Interval"] = "00:01:00";
        return new StatsSystemOptions
        {
            Scorers = Counts[^1],
            Invalidators = Counts[^1],
            Apis = Counts[^1],
            Webs = 1,
            Settings = ApiSuite.AsDeployed,
            SettingsOf = settings.ToDictionary(own => own.Key, own => (IReadOnlyDictionary<string, string?>)own.Value),
        };
    }
}
