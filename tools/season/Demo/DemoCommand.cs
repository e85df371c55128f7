using System.CommandLine;
using Launcher;
using Season.Replay;
using Spectre.Console;
using Statsctl;

namespace Season.Demo;

/// <summary><c>season demo</c>, which <c>./stats demo</c> runs.</summary>
internal static class DemoCommand
{
    private const string DefaultKey = "demo-key-0123456789";
    private const int ShortestKey = 16;

    public static Command Create()
    {
        var exit = new Option<bool>("--exit") { Description = "End after printing the table." };
        var port = new Option<int>("--port") { Description = "The API's port on 127.0.0.1.", DefaultValueFactory = _ => 8080 };
        var webPort = new Option<int>("--web-port") { Description = "The web page's port on 127.0.0.1.", DefaultValueFactory = _ => 8090 };
        var results = new Option<string[]>("--results")
        {
            Description = "Results to replay instead of the sample season: football.json or CSV files, or folders of them.",
            AllowMultipleArgumentsPerToken = true,
        };
        var (predictions, shuffle, duplicate) = (ReplayOptions.Predictions(), ReplayOptions.Shuffle(), ReplayOptions.Duplicate());
        var key = new Option<string>("--api-key")
        {
            Description = $"The key that the API accepts, at least {ShortestKey} characters.",
            DefaultValueFactory = _ => DefaultKey,
        };
        var rateLimit = new Option<int>("--rate-limit")
        {
            Description = "The API's limit of requests per minute for one key.",
            DefaultValueFactory = _ => StatsSystemOptions.HighRateLimit,
        };
        foreach (var each in (Option<int>[])[port, webPort])
        {
            each.Validators.Add(given =>
            {
                if (given.GetValueOrDefault<int>() is < 1 or > 65535)
                    given.AddError($"{each.Name} must be from 1 to 65535.");
            });
        }
        rateLimit.Validators.Add(given =>
        {
            if (given.GetValueOrDefault<int>() < 1)
                given.AddError("--rate-limit must be 1 or more.");
        });
        key.Validators.Add(given =>
        {
            if (given.GetValueOrDefault<string>()?.Length < ShortestKey)
                given.AddError($"--api-key must have at least {ShortestKey} characters.");
        });

        var demo = new Command("demo", "Start everything, replay a real season, and show how fresh the statistics are.")
        {
            exit, port, webPort, results, predictions, shuffle, duplicate, key, rateLimit,
        };
        demo.SetAction((parsed, ct) => RunAsync(
            new DemoRequest(
                parsed.GetValue(exit),
                parsed.GetValue(port),
                parsed.GetValue(webPort),
                parsed.GetValue(results) is { Length: > 0 } given ? given : [Path.Combine(Repository.Root, "samples", "2015-16", "en.1.csv")],
                parsed.GetValue(predictions),
                parsed.GetValue(shuffle),
                parsed.GetValue(duplicate) ?? 0,
                parsed.GetValue(key)!,
                parsed.GetValue(rateLimit)),
            ct));
        return demo;
    }

    private static async Task<int> RunAsync(DemoRequest request, CancellationToken ct)
    {
        try
        {
            return await DemoRun.RunAsync(request, AnsiConsole.Console, ct);
        }
        catch (LauncherException failure)
        {
            throw new CommandFailedException(failure.Message);
        }
    }
}
