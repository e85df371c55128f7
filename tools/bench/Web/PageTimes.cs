using Bench.Api;

namespace Bench.Web;

/// <summary>
/// How long a client on the same machine waits for a page whose answers of StatsApi are cached: by default in StatsWeb's memory, where they
/// stay until a change concerns them. The time includes the client's own work, so it is more than the server's.
/// </summary>
internal static class PageTimes
{
    private const double MostMs = 5;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(1.5);
    private static readonly TimeSpan OneTurn = TimeSpan.FromSeconds(0.5);

    /// <param name="rounds">Pairs of turns for each page.</param>
    public static async Task<IReadOnlyList<Figure>> MeasureAsync(
        Servers servers, Uri web, IReadOnlyList<string> pages, int rounds, CancellationToken ct)
    {
        await using var asking = await StatsSystem.StartAsync(servers, Forgetful(), ct);
        using var ports = new FreePorts();
        var folder = Path.Combine(servers.Folder, "bare-pages");
        var sizes = await SaveAsync(web, pages, folder, ct);
        var bare = await BarePages.StartAsync(servers, folder, ports, ct);
        var figures = new List<Figure>();
        foreach (var (n, page) in pages.Index())
        {
            var (ours, same) = (new Uri(web, page), new Uri(bare, $"{n}"));
            // The many first, because they warm up sooner.
            var (manyMs, manyRatio) = await MedianAsync(ours, same, HttpReaders.Count, rounds, ct);
            var (oneMs, oneRatio) = await MedianAsync(ours, same, 1, rounds, ct);
            var (askedMs, askedRatio) = await MedianAsync(new Uri(asking.Webs[0].Address, page), same, 1, rounds, ct);
            figures.AddRange(
            [
                new Figure($"{page} ({sizes[n]:N0} bytes), one reader: p50", oneMs, Most: MostMs, Unit: "ms"),
                new Figure("  to a bare endpoint with the same bytes", oneRatio),
                new Figure($"  {HttpReaders.Count} readers: p50", manyMs, Unit: "ms"),
                new Figure("  to a bare endpoint", manyRatio),
                new Figure("  one reader, answers from StatsApi's cache: p50", askedMs, Unit: "ms"),
                new Figure("  to a bare endpoint", askedRatio),
            ]);
        }
        return figures;
    }

    // A StatsWeb that keeps only one answer asks StatsApi for the others each time, and StatsApi has them in its cache.
    private static StatsSystemOptions Forgetful() => new()
    {
        Scorers = 0,
        Invalidators = 0,
        Webs = 1,
        IsMigrated = true,
        Settings = new Dictionary<string, string?>(ApiSuite.AsDeployed) { ["Api__HeldAnswers"] = "1" },
    };

    // Saves the bytes of each page, as a browser gets them, in a file named after its position.
    private static async Task<int[]> SaveAsync(Uri web, IReadOnlyList<string> pages, string folder, CancellationToken ct)
    {
        Directory.CreateDirectory(folder);
        using var http = new HttpClient();
        http.DefaultRequestHeaders.AcceptEncoding.ParseAdd(BarePages.Encoding);
        var sizes = new int[pages.Count];
        foreach (var (n, page) in pages.Index())
        {
            var body = await http.GetByteArrayAsync(new Uri(web, page), ct);
            await File.WriteAllBytesAsync(Path.Combine(folder, $"{n}"), body, ct);
            sizes[n] = body.Length;
        }
        return sizes;
    }

    /// <returns>The page's median in ms, and the median of its ratios to the bare endpoint.</returns>
    private static async Task<(double Ms, double Ratio)> MedianAsync(Uri page, Uri bare, int count, int rounds, CancellationToken ct)
    {
        using var ours = new HttpReaders([page], encoding: BarePages.Encoding, count: count);
        using var same = new HttpReaders([bare], encoding: BarePages.Encoding, count: count);
        await ours.RunAsync(WarmUp, ct);
        await same.RunAsync(WarmUp, ct);
        var turns = await Turns.PairsAsync(rounds, _ => ours.RunAsync(OneTurn, ct), _ => same.RunAsync(OneTurn, ct));
        return (
            Figure.Median(turns.Select(turn => turn.One.Median)),
            Figure.Median(turns.Select(turn => turn.One.Median / turn.Other.Median)));
    }
}
