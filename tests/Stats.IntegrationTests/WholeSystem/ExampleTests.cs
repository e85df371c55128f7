using System.Net.Http.Json;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Launcher;
using Stats.Contracts;

namespace Stats.IntegrationTests.WholeSystem;

/// <summary>The examples in the API's description are what the sample season is answered with.</summary>
[Collection(SystemFixture.Collection)]
public sealed class ExampleTests(SystemFixture fixture)
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // Of each run its own.
    private static readonly string[] Moments = ["generatedAt", "cached", "version", "nextCursor", "history", "change", "correctedAt", "eventIds"];

    // The season has none: some are made up, when all else has been asked.
    private const string Corrections = "getCorrections.json";

    [Fact]
    public async Task Examples_are_what_the_sample_season_is_answered_with()
    {
        var season = SystemFixture.ReadSample();
        await using var system = await fixture.StartAsync();
        FeedMessage[] messages = [.. season.Plan().Steps.Select(step => step.Message)];
        await system.PublishAsync(messages);
        await system.SettleAsync($"(select count(*) from stats.match) = {season.Results.Matches.Count}"
            + $" and (select count(*) from stats.prediction) = {season.Predictions.Count}");
        using var http = system.ClientWithKey(system.Services.ApiKey, 0);
        var files = Directory.GetFiles(Path.Combine(Repository.Root, "services", "StatsApi", "OpenApi", "Examples"), "*.json");
        Assert.NotEmpty(files);
        foreach (var file in files.OrderBy(file => Path.GetFileName(file) == Corrections))
        {
            if (Path.GetFileName(file) == Corrections)
                await CorrectAsync(system, messages.OfType<MatchCompleted>().Single(match => match.MatchId == "en.1.2015-16.newcastle-united.leicester-city"));
            var example = JsonNode.Parse(await File.ReadAllTextAsync(file))!;
            var address = $"{example["address"]}"[1..];
            using var response = example["body"] is { } body ? await http.PostAsJsonAsync(address, body) : await http.GetAsync(address);
            var text = await response.Content.ReadAsStringAsync();
            Assert.True(response.IsSuccessStatusCode, $"{address}: {text}");
            var answer = JsonNode.Parse(text)!;
            var isSame = JsonNode.DeepEquals(Lasting(answer), Lasting(example["answer"]!));
            if (!isSame && Environment.GetEnvironmentVariable("STATS_ACCEPT") is not null)
            {
                example["answer"] = answer;
                await File.WriteAllTextAsync(file, $"{example.ToJsonString(Readable)}\n");
                continue;
            }
            Assert.True(isSame, $"{file} isn't what the season is answered with. Run this test with STATS_ACCEPT=additions and commit what it writes. The answer:\n{text}");
        }
    }

    // As if the feed mistook home for away, and put it right.
    private static async Task CorrectAsync(RunningSystem system, MatchCompleted match)
    {
        var mistaken = match with { Score = new Score(new Goals(match.Score.RegularTime.Away, match.Score.RegularTime.Home)), Revision = 2 };
        foreach (var revision in new[] { mistaken, match with { Revision = 3 } })
        {
            await system.PublishAsync(revision);
            await system.SettleAsync($"(select revision from stats.match where id = '{match.MatchId}') = {revision.Revision}");
        }
    }

    private static JsonNode Lasting(JsonNode node)
    {
        var copy = node.DeepClone();
        Strip(copy);
        return copy;
    }

    private static void Strip(JsonNode? node)
    {
        if (node is JsonObject some)
        {
            foreach (var name in Moments)
                some.Remove(name);
            foreach (var (_, value) in some)
                Strip(value);
        }
        foreach (var item in node as JsonArray ?? [])
            Strip(item);
    }
}
