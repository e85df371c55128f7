using System.Net.Http.Json;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Launcher;
using Stats.Contracts;

namespace Stats.IntegrationTests.WholeSystem;

/// <summary>The examples in the API's description equal the responses for the sample season.</summary>
[Collection(SystemFixture.Collection)]
public sealed class ExampleTests(SystemFixture fixture)
{
    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    // Members that differ between runs.
    private static readonly string[] Moments =
        ["generatedAt", "cached", "version", "nextCursor", "previousCursor", "history", "change", "correctedAt", "eventIds"];

    // The season has no corrections. The test makes some up after all other requests.
    private const string Corrections = "getCorrections.json";
    private const string Corrected = "en.1.2015-16.newcastle-united.leicester-city";

    [Fact]
    public async Task Examples_equal_the_responses_for_the_sample_season()
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
                await CorrectAsync(system, messages.OfType<MatchCompleted>().Single(match => match.MatchId == Corrected));
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
            Assert.True(
                isSame,
                $"{file} differs from the response. Run this test with STATS_ACCEPT=additions and commit the file. The response:\n{text}");
        }
    }

    // As if the feed confused home and away, and then corrected the result.
    private static async Task CorrectAsync(RunningSystem system, MatchCompleted match)
    {
        var (home, away) = (match.Score.RegularTime.Home, match.Score.RegularTime.Away);
        var mistaken = match with { Score = new Score(new Goals(away, home)), Revision = 2 };
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
