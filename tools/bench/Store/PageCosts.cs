using System.Diagnostics;
using System.Net.Http.Headers;
using Stats.Launcher;

namespace Bench.Store;

/// <summary>
/// What pages cost that no cache has: two StatsApi, one on the large store and one on the small one, are asked for the same page in turns.
/// Neither finds a Redis, so each page comes from the read model.
/// </summary>
internal sealed class PageCosts : IDisposable
{
    private readonly HttpClient _small;
    private readonly HttpClient _large;

    public PageCosts(StatsSystem small, StatsSystem large) => (_small, _large) = (Client(small), Client(large));

    /// <summary>What the StatsApi of a store is started with: itself alone, and nothing where Redis should be.</summary>
    public static StatsSystemOptions Options(FilledStore store, int noRedis) => new()
    {
        Scorers = 0,
        Invalidators = 0,
        Settings = new Dictionary<string, string?>
        {
            ["ConnectionStrings__Postgres"] = store.ConnectionString,
            ["ConnectionStrings__Redis"] = $"127.0.0.1:{noRedis},abortConnect=false",
            ["Cache__Timeout"] = "00:00:00.010",
        },
    };

    /// <summary>Reads a page in turns.</summary>
    /// <param name="path">After <c>/api/stats/</c>.</param>
    /// <param name="rounds">Pairs of turns.</param>
    /// <param name="ct">Stops it.</param>
    /// <returns>The middle of the times, large and small, in milliseconds.</returns>
    public async Task<(double Large, double Small)> MeasureAsync(string path, int rounds, CancellationToken ct)
    {
        var (large, small) = (new List<double>(), new List<double>());
        for (var round = -rounds / 2; round < rounds; round++)
        {
            // Whoever goes first changes: a machine that warms up or slows down favours neither.
            var smallFirst = round % 2 == 0;
            var first = await ReadAsync(smallFirst ? _small : _large, path, ct);
            var second = await ReadAsync(smallFirst ? _large : _small, path, ct);
            if (round < 0)
                continue;
            large.Add(smallFirst ? second : first);
            small.Add(smallFirst ? first : second);
        }
        return (Figure.Median(large), Figure.Median(small));
    }

    public void Dispose()
    {
        _small.Dispose();
        _large.Dispose();
    }

    private static async Task<double> ReadAsync(HttpClient http, string path, CancellationToken ct)
    {
        var began = Stopwatch.GetTimestamp();
        using var response = await http.GetAsync($"api/stats/{path}", ct);
        await response.Content.ReadAsByteArrayAsync(ct);
        var took = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        response.EnsureSuccessStatusCode();
        if (!response.Headers.GetValues("Cache-Status").Single().Contains("bypass", StringComparison.Ordinal))
            throw new InvalidOperationException($"{path} did not come from the read model.");
        return took;
    }

    private static HttpClient Client(StatsSystem system)
    {
        var http = new HttpClient { BaseAddress = system.Api };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", system.ApiKey);
        return http;
    }
}
