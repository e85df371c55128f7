using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Season.Replay;

namespace Season.Demo;

/// <summary>Reads the API as a frontend does.</summary>
internal sealed class StatsClient : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly HttpClient _http;

    public StatsClient(Uri api, string key)
    {
        _http = new HttpClient { BaseAddress = api };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
    }

    /// <summary>A page; null if it doesn't exist yet.</summary>
    public async Task<FetchedPage?> ReadAsync(string path, CancellationToken ct)
    {
        using var response = await GetAsync(path, ct);
        if (response.StatusCode == HttpStatusCode.NotFound)
            return null;
        var body = await response.Content.ReadAsByteArrayAsync(ct);
        if (!response.IsSuccessStatusCode)
            throw new CommandFailedException(
                $"GET /{path} returned {(int)response.StatusCode}: {System.Text.Encoding.UTF8.GetString(body)}");
        var json = JsonDocument.Parse(body);
        return new FetchedPage(json.RootElement, json.RootElement.GetProperty("meta").GetProperty("cached").GetBoolean());
    }

    private async Task<HttpResponseMessage> GetAsync(string path, CancellationToken ct)
    {
        try
        {
            return await _http.GetAsync(path, ct);
        }
        catch (Exception e) when (e is HttpRequestException || (e is OperationCanceledException && !ct.IsCancellationRequested))
        {
            throw new CommandFailedException($"StatsApi at {_http.BaseAddress} doesn't answer: {e.Message}", e);
        }
    }

    /// <summary>The table of the whole replay, once it is complete.</summary>
    public async Task<JsonElement> FinalTableAsync(ReplayInput input, CancellationToken ct)
    {
        var played = input.Results.Matches.Select(match => match.Result.MatchId).ToHashSet(StringComparer.Ordinal);
        var expected = input.Predictions.Where(p => played.Contains(p.MatchId)).Select(p => (p.MatchId, p.Model.Id)).Distinct().Count();
        var seasons = input.Results.Matches.Select(match => match.Result.Season).Distinct().ToArray();
        var path = $"api/stats/overall?limit=100{(seasons is [var season] ? $"&season={season}" : "")}";
        var began = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var page = await ReadAsync(path, ct);
            var predictions = page?.Body.GetProperty("data").GetProperty("totalPredictions").GetInt64() ?? 0;
            if (page is not null && predictions >= expected)
                return page.Body;
            if (TimeProvider.System.GetElapsedTime(began) > Patience)
                throw new CommandFailedException($"only {predictions} of {expected} predictions are in the table after {Patience.TotalMinutes} minutes: see the services' logs");
            await Task.Delay(50, ct);
        }
    }

    public void Dispose() => _http.Dispose();

    public static string ClubPage(MatchCompleted match) => $"api/stats/club/{match.HomeClub.Id}?season={match.Season}&limit=1";

    public static string MatchPage(MatchCompleted match) => $"api/stats/matches/{match.MatchId}";
}

/// <summary>An answer of the API.</summary>
/// <param name="Hit">Whether it came from the cache.</param>
internal sealed record FetchedPage(JsonElement Body, bool Hit)
{
    public long Version => Body.GetProperty("meta").GetProperty("version").GetInt64();
}
