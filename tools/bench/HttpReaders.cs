using System.Net;
using System.Net.Http.Headers;

namespace Bench;

/// <summary>Clients that read continuously, each one sending its next request after an answer.</summary>
internal sealed class HttpReaders : IDisposable
{
    /// <summary>The number of clients, if no other is given.</summary>
    public const int Count = 16;

    private readonly HttpClient _http = new();
    private readonly IReadOnlyList<Uri> _addresses;
    private readonly HttpStatusCode _expected;
    private readonly int _count;

    /// <param name="addresses">The addresses: the readers share these evenly, and each stays with its own.</param>
    /// <param name="key">The API's key; null for none.</param>
    /// <param name="held">The entity tag that readers send with their requests; null for none.</param>
    /// <param name="encoding">The encoding that they accept, such as <c>br</c>, without decoding it; null for none.</param>
    /// <param name="count">The number of readers.</param>
    public HttpReaders(
        IReadOnlyList<Uri> addresses, string? key = null, EntityTagHeaderValue? held = null, string? encoding = null, int count = Count)
    {
        (_addresses, _expected, _count) = (addresses, held is null ? HttpStatusCode.OK : HttpStatusCode.NotModified, count);
        if (key is not null)
            _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        if (held is not null)
            _http.DefaultRequestHeaders.IfNoneMatch.Add(held);
        if (encoding is not null)
            _http.DefaultRequestHeaders.AcceptEncoding.Add(new StringWithQualityHeaderValue(encoding));
    }

    public async Task<Turn> RunAsync(TimeSpan duration, CancellationToken ct)
    {
        var clock = Stopwatch.StartNew();
        var times = await Task.WhenAll(
            Enumerable.Range(0, _count).Select(n => ReadAsync(_addresses[n % _addresses.Count], clock, duration, ct)));
        var sorted = times.SelectMany(each => each).Order().ToArray();
        return new Turn(
            sorted.Length, sorted.Length / clock.Elapsed.TotalSeconds, sorted[sorted.Length / 2], sorted[sorted.Length * 99 / 100]);
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
/// <param name="Median">The median of the time to an answer, in ms.</param>
/// <param name="Worst">The 99th percentile of the time to an answer, in ms.</param>
internal sealed record Turn(int Answers, double Rate, double Median, double Worst);
