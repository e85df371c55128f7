using Launcher;
using Season.Replay;
using Spectre.Console;
using Statsctl.BrokerUsers;
using Statsctl.Forecasters;

namespace Season.Demo;

/// <summary>Runs the demo from start to end.</summary>
internal static class DemoRun
{
    public static async Task<int> RunAsync(DemoRequest request, IAnsiConsole console, CancellationToken ct)
    {
        void Say(string sentence) => console.Profile.Out.Writer.WriteLine(sentence);

        // Read first, so that an unreadable file fails before anything is started.
        var input = ReplayInput.Read(request.Results, request.Predictions, BuiltInForecasters.All, season: request.Season);
        var models = input.Predictions.Select(prediction => prediction.Model.Id).Distinct().Count();
        Say($"{input.Results.Matches.Count} matches and {input.Predictions.Count:N0} predictions of {models} models to replay.");

        await using var servers = await Servers.StartAsync(new ServersOptions(), Say, ct);
        Say("Starting ScoringService, CacheInvalidator, StatsApi and StatsWeb…");
        await using var system = await StatsSystem.StartAsync(servers, request.Services, ct);
        system.ReportEnds(Say);
        using var environment = new DemoEnvironment(servers, system.Api, system.ApiKey);
        Say($"Open {system.Webs[0].Address}live and watch the season.");
        using var api = new StatsClient(system.Api, request.ApiKey);

        await using var readers = new Readers(api, input, ct);
        var season = new SeasonReplay(new Uri(servers.RabbitMqOf(BrokerUser.Feed)), api, input);
        var freshness = await season.RunAsync(request.Shuffle, request.Duplicate, console, ct);
        await readers.StopAsync();

        var table = await api.FinalTableAsync(input, ct);
        Report.Print(console, input, table, freshness, readers);
        if (request.Exit)
            return 0;

        Say("");
        foreach (var line in DemoAddresses.Of(servers, system.Webs[0].Address, system.Api, system.ApiKey))
            Say(line);
        // Standard input may be closed and a terminal missing, so only a signal ends the demo.
        await Task.Delay(Timeout.Infinite, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return 0;
    }
}
