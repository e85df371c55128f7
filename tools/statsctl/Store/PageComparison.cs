using System.Net;
using Stats.Store.Verifying;

namespace Statsctl.Store;

/// <summary>Compares the API's pages, cached ones included, with the pages expected from the events.</summary>
public sealed class PageComparison(HttpClient http) : IDisposable
{
    // Scorings are announced within milliseconds of their commit; a page that is older after this time is stale.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(250);

    // The runtime's timers use a coarse clock and can fire some milliseconds early.
    private static readonly TimeSpan TimerError = TimeSpan.FromMilliseconds(50);

    private int _compared;
    private int _cached;
    private int _moved;

    /// <summary>The numbers of pages compared, cached and changed, as a sentence.</summary>
    public string Summary =>
        $"Compared {_compared:N0} pages ({_cached:N0} from the cache), and skipped {_moved:N0} that changed meanwhile.";

    /// <exception cref="CommandFailedException">The API doesn't answer, or returns an error.</exception>
    public async Task<Finding> CompareAsync(IReadOnlyList<ExpectedPage> pages, int examples, CancellationToken ct)
    {
        var differences = new List<Difference>();
        foreach (var page in pages)
        {
            if (await CompareAsync(page, ct) is { } difference)
                differences.Add(difference);
        }
        return new Finding("pages", differences.Count, [.. differences.Take(examples)]);
    }

    public void Dispose() => http.Dispose();

    private async Task<Difference?> CompareAsync(ExpectedPage page, CancellationToken ct)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (true)
        {
            using var answer = await GetAsync(page.Path, ct);
            if (answer is null)
                return new(page.Path, "a page", "404");
            var meta = answer.RootElement.GetProperty("meta");
            var version = meta.GetProperty("version").GetInt64();
            if (version > page.Version)
            {
                _moved++;
                return null;
            }
            if (version == page.Version)
            {
                _compared++;
                if (meta.GetProperty("cached").GetBoolean())
                    _cached++;
                using var expected = JsonDocument.Parse(page.Data);
                return JsonDifference.Find(page.Path, expected.RootElement, answer.RootElement.GetProperty("data"));
            }
            if (TimeProvider.System.GetElapsedTime(began) > Patience)
            {
                _compared++;
                return new(page.Path, $"version {page.Version} or later", $"version {version}");
            }
            await Task.Delay(Between, ct);
        }
    }

    // Other clients may use the same key: over its limit, wait as long as the API says.
    private async Task<HttpResponseMessage> AskAsync(string path, CancellationToken ct)
    {
        while (true)
        {
            var response = await http.GetAsync(path, ct);
            if (response.StatusCode != HttpStatusCode.TooManyRequests || response.Headers.RetryAfter?.Delta is not { } pause)
                return response;
            response.Dispose();
            await Task.Delay(pause + TimerError, ct);
        }
    }

    private async Task<JsonDocument?> GetAsync(string path, CancellationToken ct)
    {
        try
        {
            using var response = await AskAsync(path, ct);
            if (response.StatusCode == HttpStatusCode.NotFound)
                return null;
            return response.IsSuccessStatusCode
                ? await JsonDocument.ParseAsync(await response.Content.ReadAsStreamAsync(ct), cancellationToken: ct)
                : throw new CommandFailedException($"GET {http.BaseAddress}{path} returned {(int)response.StatusCode}");
        }
        catch (Exception e) when (e is HttpRequestException or JsonException || (e is OperationCanceledException && !ct.IsCancellationRequested))
        {
            throw new CommandFailedException($"StatsApi at {http.BaseAddress} doesn't answer: {e.Message}", e);
        }
    }
}
