using Launcher;
using Season.Replay;
using Season.Stub;
using Spectre.Console;
using Statsctl.BrokerUsers;
using Statsctl.Follow;
using Statsctl.Forecasters;
using Statsctl.Results;

namespace Season.Demo;

/// <summary>Follows a league that the stub plays with time sped up: fixtures, goals, the whistle, corrections.</summary>
internal static class LiveDemo
{
    private static readonly DateTimeOffset FirstKickoff = new(2015, 8, 8, 12, 0, 0, TimeSpan.Zero);

    // Before the hour in which the first predictions are published.
    private static readonly TimeSpan BeforeFirstKickoff = TimeSpan.FromMinutes(75);

    private static readonly TimeSpan Every = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static async Task<int> RunAsync(DemoRequest request, double speed, IAnsiConsole console, CancellationToken ct)
    {
        void Say(string sentence) => console.Profile.Out.Writer.WriteLine(sentence);

        var league = LiveLeague.Of(ResultsFiles.Read(request.Results, season: request.Season).Matches, FirstKickoff);
        using var ports = new FreePorts();
        var port = ports.Take();
        await using var servers = await Servers.StartAsync(new ServersOptions(), Say, ct);
        Say("Starting ScoringService, CacheInvalidator, StatsApi and StatsWeb…");
        var options = request.Services with
        {
            Settings = new Dictionary<string, string?> { ["Scoreboard__Address"] = $"http://127.0.0.1:{port}" },
        };
        await using var system = await StatsSystem.StartAsync(servers, options, ct);
        system.ReportEnds(Say);
        using var environment = new DemoEnvironment(servers, system.Api, system.ApiKey);
        foreach (var line in DemoAddresses.Of(servers, system.Webs[0].Address, system.Api, system.ApiKey))
            Say(line);
        Say($"Open {system.Webs[0].Address}live: an hour passes in {TimeSpan.FromHours(1) / speed:mm\\:ss}.");

        var clock = new FastClock(FirstKickoff - BeforeFirstKickoff, speed);
        await using var stub = await StubServer.StartAsync([league], clock, ct: ct);
        using var api = Api.Client($"{system.Api}", request.ApiKey);
        using var diagnostics = new FollowDiagnostics(Every);
        var follower = new Follower(Sources(stub, clock, speed), api, Settings(servers), diagnostics, clock, At);
        await using var server = await FollowServer.StartAsync(port, follower, ct);
        await UntilOverAsync(follower, new LiveTicker(league, clock, At), request.Exit, ct);
        return 0;

        void At(string sentence) => Say($"{clock.GetUtcNow():ddd HH:mm}  {sentence}");
    }

    private static IReadOnlyList<IResultSource> Sources(StubServer stub, FastClock clock, double speed) => ResultSources.Open(
        [$"football-data:{LiveLeague.Code}/{FirstKickoff.Year}"],
        new SourceOptions
        {
            FootballDataOrg = stub.Address,
            FootballDataOrgToken = StubServer.Token,
            Time = clock,
            // In real time.
            Timeout = Patience * speed,
        });

    private static FollowSettings Settings(Servers servers) => new(
        new Uri(servers.RabbitMqOf(BrokerUser.Feed)), Every, BuiltInForecasters.All, TimeZones.None, ClubAliases.None);

    private static async Task UntilOverAsync(Follower follower, LiveTicker ticker, bool exit, CancellationToken ct)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var following = follower.RunAsync(over.Token);
        var playing = ticker.RunAsync(over.Token);
        try
        {
            await await Task.WhenAny(following, playing);
            if (!exit)
                await following;
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // Ctrl-C.
        }
        finally
        {
            await over.CancelAsync();
            await Task.WhenAll(following, playing).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
