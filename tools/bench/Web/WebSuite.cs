using Bench.Api;
using Microsoft.Playwright;

namespace Bench.Web;

/// <summary>
/// <c>bench web</c>: whether the web pages are as fast, small and live as promised. One process of each service has the sample season; its
/// last results are published during the measurement.
/// </summary>
public static class WebSuite
{
    private const int Rounds = 5;
    private static readonly string[] Parts = ["pages", "loads", "live", "listeners"];

    public static Command Create()
    {
        var only = new Option<string[]>("--only")
        {
            Description = $"Only these parts: {string.Join(", ", Parts)}.",
            AllowMultipleArgumentsPerToken = true,
        };
        only.AcceptOnlyFromAmong(Parts);
        var rounds = new Option<int>("--rounds")
        {
            Description = "Rounds of reading a page; a turn takes half a second.",
            DefaultValueFactory = _ => Rounds,
        };
        var command = new Command(
            "web", "Measure the web pages: time to an answer, first load in Chromium, live updates, and many listeners.")
        {
            only, rounds, BarePages.Create(),
        };
        command.SetAction(async (parsed, ct) =>
        {
            var parts = parsed.GetValue(only) is { Length: > 0 } some ? some : Parts;
            return Figure.Print(await MeasureAsync(parts, parsed.GetValue(rounds), ct));
        });
        return command;
    }

    private static async Task<IReadOnlyList<Figure>> MeasureAsync(string[] parts, int rounds, CancellationToken ct)
    {
        await using var servers = await Servers.StartAsync(ServersOptions.Own(), Console.WriteLine, ct);
        var settings = new Dictionary<string, string?>(ApiSuite.AsDeployed) { [ManyListeners.Limit] = $"{ManyListeners.StreamsPerKey}" };
        await using var system = await StatsSystem.StartAsync(servers, new StatsSystemOptions { Webs = 1, Settings = settings }, ct);
        Console.WriteLine("Playing the sample season…");
        await using var season = await UnfinishedSeason.PlayAsync(servers, system, ct);
        var web = system.Webs[0].Address;
        string[] pages = ["/", "/models/dixon-coles", $"/matches/{season.Played}"];

        var figures = new List<Figure>();
        if (parts.Contains("pages"))
        {
            Console.WriteLine("Reading pages…");
            figures.AddRange(await PageTimes.MeasureAsync(servers, web, pages, rounds, ct));
        }
        if (parts.Contains("loads") || parts.Contains("live"))
            figures.AddRange(await InChromiumAsync(parts, web, pages, season, ct));
        if (parts.Contains("listeners"))
        {
            Console.WriteLine($"Opening {ManyListeners.Count:N0} listeners…");
            figures.AddRange(await ManyListeners.MeasureAsync(system, season, ct));
        }
        return figures;
    }

    private static async Task<IReadOnlyList<Figure>> InChromiumAsync(
        string[] parts, Uri web, string[] pages, UnfinishedSeason season, CancellationToken ct)
    {
        if (!Chromium.IsThere)
        {
            Console.WriteLine($"loads, live: not measured. {Chromium.Missing}");
            return [];
        }
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(
            new() { ExecutablePath = Chromium.Path, Args = Chromium.Options, Headless = true });
        var figures = new List<Figure>();
        if (parts.Contains("loads"))
        {
            Console.WriteLine("Loading pages in Chromium…");
            figures.AddRange(await FirstLoads.MeasureAsync(browser, web, [.. pages, "/live"], ct));
        }
        if (parts.Contains("live"))
        {
            Console.WriteLine("Publishing results to an open page…");
            figures.AddRange(await PaintTimes.MeasureAsync(browser, web, season, ct));
        }
        return figures;
    }
}
