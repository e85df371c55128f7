using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Season.MadeUp;

namespace Bench.Store;

/// <summary>
/// The cost of uncached pages: two StatsApi, one on the large store and one on the small one, are read in turns for the same page.
/// Neither finds a Redis, so each page comes from the read model.
/// </summary>
internal sealed class PageCosts : IDisposable
{
    private const string League = "league-00";
    private const string Club = "league-00.club-00";
    private const string Model = "models/model-00";

    // Every kind of undated page that is equally long in both stores, for one season and for all seasons.
    private static readonly string[] Pages =
    [
        "overall", $"overall?season={MadeUpSeasons.Latest}", "overall?metric=accuracy",
        "leaderboard", $"leaderboard?season={MadeUpSeasons.Latest}",
        $"competition/{League}", $"competition/{League}?season={MadeUpSeasons.Latest}",
        $"club/{Club}", $"club/{Club}?season={MadeUpSeasons.Latest}", $"club/{Club}?isHome=true",
        $"club/{Club}?competition={League}", $"club/{Club}?competition={League}&season={MadeUpSeasons.Latest}",
        $"{Model}?competition={League}&season={MadeUpSeasons.Latest}", $"{Model}?club={Club}&season={MadeUpSeasons.Latest}",
        $"matches/{League}.{MadeUpSeasons.Latest}.01.02",
        "corrections?limit=3", $"corrections?competition={League}&season={MadeUpSeasons.Latest}",
    ];

    private readonly HttpClient _small;
    private readonly HttpClient _large;

    public PageCosts(StatsSystem small, StatsSystem large) => (_small, _large) = (Client(small), Client(large));

    /// <summary>A StatsApi on a store, without the other services and without Redis (port 1 has no listener).</summary>
    public static StatsSystemOptions Options(FilledStore store) => new()
    {
        Scorers = 0,
        Invalidators = 0,
        Settings = new Dictionary<string, string?>
        {
            ["ConnectionStrings__Postgres"] = store.ConnectionString,
            ["ConnectionStrings__Redis"] = "127.0.0.1:1,abortConnect=false",
            ["Cache__Timeout"] = "00:00:00.010",
        },
    };

    /// <param name="rounds">Pairs of turns for each page.</param>
    /// <param name="read">Called after each page.</param>
    public async Task<IReadOnlyList<Figure>> MeasureAsync(int rounds, Action read, CancellationToken ct)
    {
        var figures = new List<Figure>();
        foreach (var page in Pages)
        {
            var (large, small) = await MedianAsync(page, rounds, ct);
            figures.Add(new Figure($"{page} ({large:0.0} : {small:0.0} ms)", large / small, Most: 1.3));
            read();
        }
        // A model's whole page has a row for every competition and club, so it is longer in the large store.
        var (all, one) = await MedianAsync(Model, (rounds + 4) / 5, ct);
        var (rows, few) = (await RowsAsync(_large, ct), await RowsAsync(_small, ct));
        figures.Add(new Figure(
            $"{Model}, per row ({all:0.0} ms for {rows} : {one:0.0} ms for {few})", all / rows / (one / few), Most: 1.3));
        read();
        return figures;
    }

    public static int Count => Pages.Length + 1;

    public void Dispose()
    {
        _small.Dispose();
        _large.Dispose();
    }

    private Task<(double Large, double Small)> MedianAsync(string page, int rounds, CancellationToken ct) =>
        Turns.MedianAsync(rounds, _ => ReadAsync(_large, page, ct), _ => ReadAsync(_small, page, ct));

    /// <summary>Reads a page once, from the read model.</summary>
    /// <param name="status">The expected cache status: <c>bypass</c> without Redis, <c>stored</c> with it.</param>
    /// <returns>Milliseconds.</returns>
    public static async Task<double> ReadAsync(HttpClient http, string page, CancellationToken ct, string status = "bypass")
    {
        var began = Stopwatch.GetTimestamp();
        using var response = await http.GetAsync($"api/stats/{page}", ct);
        await response.Content.ReadAsByteArrayAsync(ct);
        var took = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        response.EnsureSuccessStatusCode();
        if (!response.Headers.GetValues("Cache-Status").Single().Contains(status, StringComparison.Ordinal))
            throw new InvalidOperationException($"{page} did not come from the read model.");
        return took;
    }

    private static async Task<int> RowsAsync(HttpClient http, CancellationToken ct)
    {
        var page = JsonNode.Parse(await http.GetStringAsync($"api/stats/{Model}", ct))!["data"]!;
        return 1 + page["competitions"]!.AsArray().Count + page["clubs"]!.AsArray().Count;
    }

    /// <summary>A client of a StatsApi, with its key.</summary>
    public static HttpClient Client(StatsSystem system)
    {
        var http = new HttpClient { BaseAddress = system.Api };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", system.ApiKey);
        return http;
    }
}
