using System.Net;
using System.Text.Json.Nodes;
using Launcher;
using Stats.IntegrationTests.WholeSystem;

namespace Stats.IntegrationTests.Operations;

/// <summary>No input of a client or of the feed puts a control character into a log, at any log level.</summary>
[Collection(SystemFixture.AsRead)]
public sealed class LogTextTests(OwnServersFixture fixture)
{
    private const string Red = "\u001b[31mred";
    private const string RedAsJson = @"\u001b[31mred";

    [Theory]
    [InlineData("simple")]
    [InlineData("systemd")]
    [InlineData("json")]
    public async Task No_control_character_reaches_a_log(string formatter)
    {
        await using var system = await fixture.StartAsync(new StatsSystemOptions
        {
            Settings = new Dictionary<string, string?>
            {
                ["Logging__Console__FormatterName"] = formatter,
                ["Logging__Console__LogLevel__Default"] = "Debug",
            },
        });
        await SendAsync(system);

        foreach (var service in (Service[])[system.Services.Scorers[0], system.Services.Invalidators[0], system.Services.Apis[0]])
        {
            var text = await File.ReadAllTextAsync(service.Process.LogFile);
            // The last line may be incomplete.
            text = text[..(text.LastIndexOf('\n') + 1)];
            var bad = text.Select((letter, at) => (letter, at)).FirstOrDefault(one => char.IsControl(one.letter) && one.letter != '\n');
            Assert.True(bad == default, $"{service.Name} wrote \\u{(int)bad.letter:x4}: {text[Math.Max(0, bad.at - 200)..bad.at]}");
            Assert.True(text.Length > 1000, $"{service.Name} wrote little: {text}");
            if (formatter == "json")
                Assert.All(text.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => Assert.NotNull(JsonNode.Parse(line)));
        }
    }

    // Sends each service the input that it logs: a path, a parameter, a member's name, a message's id.
    private static async Task SendAsync(RunningSystem system)
    {
        using var http = system.ClientWithKey(system.Services.ApiKey);
        var red = Uri.EscapeDataString(Red);
        using var answer = await http.GetAsync($"api/stats/{red}%07%0Aforged?minVersion=9&{red}=1");
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        // Logged with its path, at Debug.
        using var other = await http.GetAsync($"api/stats/club/{red}");
        await system.PublishRawAsync("match.voided", $$"""{"matchId":"m{{RedAsJson}}\nforged","{{RedAsJson}}":1,"revision":2}""");
        await system.PublishRawAsync(
            "Stats.Contracts:PointsCalculated",
            "",
            $$"""{"message":"{{RedAsJson}}","messageId":"{{Red}}"}""",
            new() { MessageId = Red, ContentType = $"x/{Red}" });
        await LoggedAsync(system.Services.Apis[0], "red");
        await LoggedAsync(system.Services.Scorers[0], "was refused");
        await LoggedAsync(system.Services.Invalidators[0], "_error");
    }

    private static Task LoggedAsync(Service service, string text) => RunningSystem.EventuallyAsync(
        () => Task.FromResult(service.Process.LogTail(2000).Contains(text, StringComparison.Ordinal)));
}
