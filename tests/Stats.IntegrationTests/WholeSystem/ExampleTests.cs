using System.Net.Http.Json;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Stats.Launcher;

namespace Stats.IntegrationTests.WholeSystem;

/// <summary>The examples in the API's description are what the sample season is answered with.</summary>
[Collection(SystemFixture.Collection)]
public sealed class ExampleTests(SystemFixture fixture)
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // Of each run its own.
    private static readonly string[] Moments = ["generatedAt", "cached", "version", "nextCursor", "history"];

    [Fact]
    public async Task Examples_are_what_the_sample_season_is_answered_with()
    {
        var season = SystemFixture.ReadSample();
        await using var system = await fixture.StartAsync();
        await system.PublishAsync([.. season.Plan().Steps.Select(step => step.Message)]);
        await system.SettleAsync($"(select count(*) from stats.match) = {season.Results.Matches.Count}"
            + $" and (select count(*) from stats.prediction) = {season.Predictions.Count}");
        using var http = system.ClientWithKey(system.Services.ApiKey, 0);
        var files = Directory.GetFiles(Path.Combine(Repository.Root, "services", "StatsApi", "OpenApi", "Examples"), "*.json");
        Assert.NotEmpty(files);
        foreach (var file in files)
        {
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
