using System.Diagnostics;
using System.Net.Http.Headers;

namespace Bench;

/// <summary>Readers that request one page continuously, each one sending its next request after an answer.</summary>
internal sealed class Load : IDisposable
{
    private const int Readers = 16;

    private readonly HttpClient _http;
    private readonly string _path;

    public Load(Uri api, string key, string path)
    {
        (_http, _path) = (new HttpClient { BaseAddress = api }, path);
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
    }

    public long Answered { get; private set; }

    /// <summary>Reads until the runtime has compiled the hot code.</summary>
    public async Task WarmUpAsync(CancellationToken ct)
    {
        await RunAsync(TimeSpan.FromSeconds(8), ct);
        Answered = 0;
    }

    /// <summary>Reads for this duration.</summary>
    /// <returns>Answers per second.</returns>
    public async Task<double> RunAsync(TimeSpan duration, CancellationToken ct)
    {
        var clock = Stopwatch.StartNew();
        var answers = await Task.WhenAll(Enumerable.Range(0, Readers).Select(_ => ReadAsync(clock, duration, ct)));
        Answered += answers.Sum();
        return answers.Sum() / clock.Elapsed.TotalSeconds;
    }

    public void Dispose() => _http.Dispose();

    private async Task<int> ReadAsync(Stopwatch clock, TimeSpan duration, CancellationToken ct)
    {
        var answers = 0;
        for (; clock.Elapsed < duration; answers++)
        {
            using var response = await _http.GetAsync(_path, ct);
            response.EnsureSuccessStatusCode();
            await response.Content.ReadAsByteArrayAsync(ct);
        }
        return answers;
    }
}
