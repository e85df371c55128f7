using Bench.Cache;
using Bench.Staleness;

namespace Bench.Peers;

/// <summary>
/// Clients that read pages by Zipf's law, from one process after the other, and record the versions that they get. Each one sends its next
/// request after an answer.
/// </summary>
/// <param name="pages">The pages, the most popular one first.</param>
internal sealed class MixedReaders(RunningPeer peer, IReadOnlyList<int> pages, ReadHistory history, int seed) : IDisposable
{
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(2) };
    private int _answers;
    private int _failures;

    public int Answers => Volatile.Read(ref _answers);

    /// <summary>Reads without a page: errors, and those without an answer for two seconds.</summary>
    public int Failures => Volatile.Read(ref _failures);

    /// <summary>Reads until it is stopped.</summary>
    public Task ReadAsync(CancellationToken stop) => Task.WhenAll(Enumerable.Range(0, HttpReaders.Count).Select(n => ReadAsync(n, stop)));

    /// <summary>The figures of a turn that took so long.</summary>
    public Turn TurnOf(TimeSpan duration)
    {
        var times = history.Reads.Select(read => (read.Ended - read.Began).TotalMilliseconds).ToArray();
        return new Turn(times.Length, times.Length / duration.TotalSeconds, Figure.Median(times), Figure.Percentile(times, 0.99));
    }

    public void Dispose() => _http.Dispose();

    private async Task ReadAsync(int reader, CancellationToken stop)
    {
        var process = reader;
        foreach (var rank in Mix.Reads(pages.Count, seed * HttpReaders.Count + reader))
        {
            if (stop.IsCancellationRequested)
                return;
            await ReadOnceAsync(reader, process++ % peer.Processes, pages[rank]);
        }
    }

    private async Task ReadOnceAsync(int reader, int process, int page)
    {
        var began = history.Now;
        try
        {
            var body = await _http.GetByteArrayAsync(peer.AddressOf(process, page));
            // The checker's other guarantees are not judged, so it needs neither the origin nor the content.
            history.Reads.Enqueue(new(
                reader,
                process,
                PageTable.Requests[page].Key,
                began,
                history.Now,
                PageTable.Requests[page].Tags[0],
                PageTable.VersionOf(body),
                ReadSource.Hit,
                ""));
            Interlocked.Increment(ref _answers);
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            Interlocked.Increment(ref _failures);
        }
    }
}
