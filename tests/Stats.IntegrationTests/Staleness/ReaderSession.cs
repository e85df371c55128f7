using System.Security.Cryptography;
using System.Text.Json;
using Bench.Staleness;

namespace Stats.IntegrationTests.Staleness;

/// <summary>A session that reads random pages from random processes and records the responses.</summary>
internal sealed class ReaderSession(int number, IReadOnlyList<HttpClient> processes, ReadHistory history)
{
    private readonly Random _random = new(number);

    /// <summary>Reads until it is stopped.</summary>
    public async Task ReadAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            await ReadOnceAsync();
            // Readers without pauses would take all processor time from the writers.
            await Task.Delay(_random.Next(8), CancellationToken.None);
        }
    }

    private async Task ReadOnceAsync()
    {
        var process = _random.Next(processes.Count);
        var page = LiveFeed.Pages[(int)(LiveFeed.Pages.Count * Math.Pow(_random.NextDouble(), 1.5))];
        var began = history.Now;
        try
        {
            using var response = await processes[process].GetAsync($"api/stats/{page}");
            var body = await response.Content.ReadAsByteArrayAsync();
            if (!response.IsSuccessStatusCode)
                return;
            var status = Assert.Single(response.Headers.GetValues("Cache-Status"));
            history.Reads.Enqueue(Parse(process, page, began, history.Now, status, body));
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            // A read without a page proves nothing.
        }
    }

    private Read Parse(int process, string page, TimeSpan began, TimeSpan ended, string status, byte[] body)
    {
        using var answer = JsonDocument.Parse(body);
        var meta = answer.RootElement.GetProperty("meta");
        var origin = status switch
        {
            "stats; hit" => ReadSource.Hit,
            "stats; fwd=bypass" => ReadSource.Bypass,
            _ => ReadSource.Loaded,
        };
        Assert.Equal(origin == ReadSource.Hit, meta.GetProperty("cached").GetBoolean());
        var content = SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(answer.RootElement.GetProperty("data")));
        return new Read(
            number,
            process,
            page,
            began,
            ended,
            meta.GetProperty("scope").GetString()!,
            meta.GetProperty("version").GetInt64(),
            origin,
            Convert.ToHexString(content));
    }
}
