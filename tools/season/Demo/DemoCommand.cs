using System.CommandLine;
using Launcher;
using Season.Replay;
using Spectre.Console;
using Statsctl.Results;

namespace Season.Demo;

/// <summary><c>season demo</c>, which <c>./stats demo</c> runs.</summary>
internal static class DemoCommand
{
    private const string DefaultKey = "demo-key-0123456789";
    private const int ShortestKey = 16;
    private const double DefaultSpeed = 240;

    public static Command Create()
    {
        var exit = new Option<bool>("--exit") { Description = "End after printing the table; with --live, after the last match." };
        var live = new Option<bool>("--live")
        {
            Description = "Instead of a replay, follow a stub of football-data.org that plays the season now: fixtures, goals, results, "
                + "corrections.",
        };
        var speed = ValueOption.Number(
            "--speed", $"With --live: times as fast as in reality (default: {DefaultSpeed}).", "TIMES",
            n => n is >= 1 and <= 3600, "a number from 1 to 3600");
        var (port, webPort) = (Port("--port", "The API's", 8080), Port("--web-port", "The web pages'", 8090));
        var results = new Option<string[]>("--results")
        {
            Description = "Results to replay instead of the sample season: football.json or CSV files, or folders of them.",
            AllowMultipleArgumentsPerToken = true,
        };
        var season = ResultsOptions.Season();
        var (predictions, shuffle, duplicate) = (ReplayOptions.Predictions(), ReplayOptions.Shuffle(), ReplayOptions.Duplicate());
        var key = new Option<string>("--api-key")
        {
            Description = $"The key that the API accepts, at least {ShortestKey} characters.",
            DefaultValueFactory = _ => DefaultKey,
        }.Must(text => text.Length >= ShortestKey, $"--api-key must have at least {ShortestKey} characters.");
        var rateLimit = new Option<int>("--rate-limit")
        {
            Description = "The API's limit of requests per minute for one key.",
            DefaultValueFactory = _ => StatsSystemOptions.HighRateLimit,
        }.Must(number => number >= 1, "--rate-limit must be 1 or more.");

        var demo = new Command("demo", "Start everything, replay a real season, and show how fresh the statistics are.")
        {
            exit, live, speed, port, webPort, results, season, predictions, shuffle, duplicate, key, rateLimit,
        };
        demo.Validators.Add(given =>
        {
            if (!given.GetValue(live) && given.GetResult(speed) is not null)
                given.AddError("--speed is for --live.");
            Option[] ofReplays = [predictions, shuffle, duplicate];
            if (given.GetValue(live) && ofReplays.Any(option => given.GetResult(option) is not null))
                given.AddError("--live makes its own predictions: leave out --predictions, --shuffle and --duplicate.");
        });
        demo.SetAction((parsed, ct) => RunAsync(
            new DemoRequest(
                parsed.GetValue(exit),
                parsed.GetValue(port),
                parsed.GetValue(webPort),
                parsed.GetValue(results) is { Length: > 0 } given ? given : [Path.Combine(Repository.Root, "samples", "2015-16", "en.1.csv")],
                parsed.GetValue(season),
                parsed.GetValue(predictions),
                parsed.GetValue(shuffle),
                parsed.GetValue(duplicate) ?? 0,
                parsed.GetValue(key)!,
                parsed.GetValue(rateLimit),
                parsed.GetValue(live) ? parsed.GetValue(speed) ?? DefaultSpeed : null),
            ct));
        return demo;
    }

    private static Option<int> Port(string name, string whose, int port) =>
        new Option<int>(name) { Description = $"{whose} port on 127.0.0.1.", DefaultValueFactory = _ => port }
            .Must(number => number is >= 1 and <= 65535, $"{name} must be from 1 to 65535.");

    private static async Task<int> RunAsync(DemoRequest request, CancellationToken ct)
    {
        try
        {
            return request.LiveSpeed is { } speed
                ? await LiveDemo.RunAsync(request, speed, AnsiConsole.Console, ct)
                : await DemoRun.RunAsync(request, AnsiConsole.Console, ct);
        }
        catch (LauncherException failure)
        {
            throw new CommandFailedException(failure.Message);
        }
    }
}
