using System.Net;
using Launcher;

namespace Stats.IntegrationTests.Operations;

/// <summary>No input of a client or of the feed puts a control character into a log, at any log level.</summary>
[Collection(SystemFixture.AsRead)]
public sealed class LogTextTests(OwnServersFixture fixture)
{
    private const string Red = "\u001b[31mred";
    private const string RedAsJson = @"\u001b[31mred";

    // EscapedFormatterTests covers the other formats.
    [Fact]
    public async Task No_control_character_reaches_a_log()
    {
        await using var system = await fixture.StartAsync(new StatsSystemOptions
        {
            Settings = new Dictionary<string, string?>
            {
                ["Logging__Console__FormatterName"] = "simple",
                ["Logging__Console__LogLevel__Default"] = "Debug",
            },
        });
        await SendAsync(system);

        foreach (var service in system.OneOfEach)
        {
            var text = await File.ReadAllTextAsync(service.Process.LogFile);
            // The last line may be incomplete.
            text = text[..(text.LastIndexOf('\n') + 1)];
            var bad = text.Select((letter, at) => (letter, at)).FirstOrDefault(one => char.IsControl(one.letter) && one.letter != '\n');
            Assert.True(bad == default, $"{service.Name} wrote \\u{(int)bad.letter:x4}: {text[Math.Max(0, bad.at - 200)..bad.at]}");
            Assert.True(text.Length > 1000, $"{service.Name} wrote little: {text}");
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
        await system.Services.Apis[0].LogsAsync("red", 2000);
        await system.Services.Scorers[0].LogsAsync("was refused", 2000);
        await system.Services.Invalidators[0].LogsAsync("_error", 2000);
    }
}
