using System.Net;
using Bench.Store;

namespace Bench.Web;

/// <summary>Listeners of one StatsWeb: the streams of StatsApi that they cost, and how soon all of them have an event.</summary>
internal static class ManyListeners
{
    /// <summary>The setting of StatsApi that limits the streams of StatsWeb's key.</summary>
    public const string Limit = "LiveUpdates__StreamsPerKey";

    /// <summary>Enough to tell several streams from one.</summary>
    public const int StreamsPerKey = 4;

    public const int Count = 2000;

    // So many connect at a time.
    private const int Opening = 50;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <param name="system">Its StatsApi has the limit.</param>
    /// <exception cref="LauncherException">Not all listeners had the event in time.</exception>
    public static async Task<IReadOnlyList<Figure>> MeasureAsync(StatsSystem system, UnfinishedSeason season, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Patience);
        using var http = new HttpClient { BaseAddress = system.Webs[0].Address };
        var listeners = new StreamReader[Count];
        try
        {
            await Parallel.ForAsync(
                0, Count, new ParallelOptions { MaxDegreeOfParallelism = Opening, CancellationToken = limit.Token },
                async (n, stop) => listeners[n] = await ListenAsync(http, stop));
            var upstream = await StreamsAsync(system, limit.Token);
            var hearing = Array.ConvertAll(listeners, listener => HearAsync(listener, limit.Token));
            var published = Stopwatch.GetTimestamp();
            await season.PublishAsync(season.Next(), limit.Token);
            var heard = await Task.WhenAll(hearing);
            var times = Array.ConvertAll(heard, at => Stopwatch.GetElapsedTime(published, at).TotalMilliseconds);
            return
            [
                new Figure($"Streams of StatsApi that {Count:N0} listeners of StatsWeb cost", upstream, Most: 1),
                new Figure("  publish to the event at the first listener", times.Min(), Unit: "ms"),
                new Figure("  p50", Figure.Median(times), Unit: "ms"),
                new Figure("  p99", Figure.Percentile(times, 0.99), Unit: "ms"),
                new Figure("  at the last one", times.Max(), Unit: "ms"),
            ];
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw new LauncherException(
                $"Not all of {Count:N0} listeners had the event within {Patience.TotalMinutes} minutes: see the log of StatsWeb.");
        }
        finally
        {
            foreach (var listener in listeners)
                listener?.Dispose();
        }
    }

    private static async Task<StreamReader> ListenAsync(HttpClient http, CancellationToken ct)
    {
        var response = await http.GetAsync("updates", HttpCompletionOption.ResponseHeadersRead, ct);
        return new StreamReader(await response.EnsureSuccessStatusCode().Content.ReadAsStreamAsync(ct));
    }

    /// <returns>When the listener had its first change, as a timestamp of <see cref="Stopwatch"/>.</returns>
    private static async Task<long> HearAsync(StreamReader listener, CancellationToken ct)
    {
        while (await listener.ReadLineAsync(ct) is { } line)
        {
            if (line.StartsWith("data: {\"change\":", StringComparison.Ordinal))
                return Stopwatch.GetTimestamp();
        }
        throw new InvalidOperationException("StatsWeb closed a stream.");
    }

    // The limit of StatsWeb's key, less the streams that still fit: this process opens those with the same key.
    private static async Task<int> StreamsAsync(StatsSystem system, CancellationToken ct)
    {
        using var http = PageCosts.Client(system);
        var mine = new List<HttpResponseMessage>();
        try
        {
            while (true)
            {
                var response = await http.GetAsync("api/stats/stream", HttpCompletionOption.ResponseHeadersRead, ct);
                mine.Add(response);
                if (response.StatusCode == HttpStatusCode.TooManyRequests)
                    return StreamsPerKey - (mine.Count - 1);
                response.EnsureSuccessStatusCode();
            }
        }
        finally
        {
            mine.ForEach(response => response.Dispose());
        }
    }
}
