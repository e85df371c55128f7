using System.Net;
using System.Net.Http.Headers;

namespace Bench;

/// <summary>Clients that read continuously, each one sending its next request after an answer.</summary>
internal sealed class HttpReaders : IDisposable
{
    public const int Count = 16;

    private readonly HttpClient _http = new();
    private readonly IReadOnlyList<Uri> _addresses;
    private readonly HttpStatusCode _expected;

    /// <param name="addresses">The addresses: the readers share these evenly, and each stays with its own.</param>
    /// <param name="key">The API's key; null for none.</param>
    /// <param name="held">The entity tag that readers send with their requests; null for none.</param>
    public HttpReaders(IReadOnlyList<Uri> addresses, string? key = null, EntityTagHeaderValue? held = null)
    {
        (_addresses, _expected) = (addresses, held is null ? HttpStatusCode.OK : HttpStatusCode.NotModified);
        if (key is not null)
            _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        if (held is not null)
            _http.DefaultRequestHeaders.IfNoneMatch.Add(held);
    }

    public async Task<Turn> RunAsync(TimeSpan duration, CancellationToken ct)
    {
        var clock = Stopwatch.StartNew();
        var times = await Task.WhenAll(
            Enumerable.Range(0, Count).Select(n => ReadAsync(_addresses[n % _addresses.Count], clock, duration, ct)));
        var sorted = times.SelectMany(each => each).Order().ToArray();
        return new Turn(sorted.Length, sorted.Length / clock.Elapsed.TotalSeconds, sorted[sorted.Length * 99 / 100]);
    }

    public void Dispose() => _http.Dispose();

    private async Task<List<double>> ReadAsync(Uri address, Stopwatch clock, TimeSpan duration, CancellationToken ct)
    {
        var times = new List<double>();
        while (clock.Elapsed < duration)
        {
            var began = Stopwatch.GetTimestamp();
            using var response = await _http.GetAsync(address, ct);
            await response.Content.ReadAsByteArrayAsync(ct);
            times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            if (response.StatusCode != _expected)
                throw new InvalidOperationException($"{address} returned {(int)response.StatusCode} instead of {(int)_expected}.");
        }
        return times;
    }
}

/// <summary>The figures of one turn of readers.</summary>
/// <param name="Rate">Answers per second.</param>
/// <param name="Worst">The 99th percentile of the time to an answer, in ms.</param>
internal sealed record Turn(int Answers, double Rate, double Worst);
