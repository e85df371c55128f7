using System.Security.Cryptography;
using System.Text.Json;
using Stats.IntegrationTests.Staleness;
using Stats.IntegrationTests.WholeSystem;

namespace Stats.IntegrationTests.LiveUpdates;

/// <summary>At each event, reads some of the affected pages from either process, with and without <c>minVersion</c>.</summary>
internal sealed class EventReader(int number, RunningSystem system, History history)
{
    private readonly HttpClient[] _processes = [.. Enumerable.Range(0, 2).Select(n => system.ClientWithKey(system.Services.ApiKey, n))];
    private readonly Random _random = new(number);

    /// <returns>The number of reads that returned no page.</returns>
    public async Task<int> ReadAsync(string matchId, IReadOnlyDictionary<string, long> tags)
    {
        var (received, unanswered) = (history.Now, 0);
        foreach (var (tag, version) in tags)
            history.Acknowledgements.Enqueue(new(received, tag, version));
        (string Page, string Tag)[] touched =
        [
            ("leaderboard", "overall"),
            ($"leaderboard?season={LiveFeed.Season}", $"overall@{LiveFeed.Season}"),
            ($"matches/{matchId}", $"match:{matchId}"),
            .. tags.Keys
                .Where(tag => !tag.Contains('@') && tag.StartsWith("competition:", StringComparison.Ordinal))
                .Select(tag => ($"competition/{tag[12..]}", tag)),
            .. tags.Keys
                .Where(tag => !tag.Contains('@') && tag.StartsWith("club:", StringComparison.Ordinal))
                .Select(tag => ($"club/{tag[5..]}", tag)),
        ];
        for (var n = 0; n < 3; n++)
        {
            var (page, tag) = touched[_random.Next(touched.Length)];
            var least = n == 0 && tags.TryGetValue(tag, out var version) ? $"{(page.Contains('?') ? '&' : '?')}minVersion={version}" : "";
            if (!await ReadOnceAsync(page, least))
                unanswered++;
        }
        return unanswered;
    }

    private async Task<bool> ReadOnceAsync(string page, string least)
    {
        var (process, began) = (_random.Next(2), history.Now);
        using var response = await _processes[process].GetAsync($"api/stats/{page}{least}");
        var body = await response.Content.ReadAsByteArrayAsync();
        if (!response.IsSuccessStatusCode)
            return false;
        using var answer = JsonDocument.Parse(body);
        var meta = answer.RootElement.GetProperty("meta");
        var content = Convert.ToHexString(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(answer.RootElement.GetProperty("data"))));
        history.Reads.Enqueue(new Read(
            number, process, page, began, history.Now, meta.GetProperty("scope").GetString()!, meta.GetProperty("version").GetInt64(),
            meta.GetProperty("cached").GetBoolean() ? Origin.Hit : Origin.Loaded, content));
        return true;
    }
}
