using Launcher;
using Microsoft.Playwright;
using static Stats.IntegrationTests.Facts;

namespace Stats.IntegrationTests.Web;

/// <summary>One system with a season and one browser for all tests of the web pages, which run one after the other.</summary>
public sealed class WebFixture : SystemFixture, IAsyncLifetime
{
    public const string Name = "The web pages";

    /// <summary>Names as someone with bad intentions writes them.</summary>
    internal static string[] HostileNames { get; } =
    [
        "<script>window.hacked=1</script>", "\"><img src=x onerror=\"window.hacked=1\">", "\u200Fevil\u200F العربية",
        new string('W', 200), "😀👩‍👩‍👧",
    ];

    private IPlaywright? _playwright;

    private protected override ServersOptions Options => ServersOptions.Own() with { Kind = ServerKind.Local };

    internal RunningSystem System { get; private set; } = null!;

    internal IBrowser Browser { get; private set; } = null!;

    internal Uri Web => System.Services.Webs[0].Address;

    async ValueTask IAsyncLifetime.InitializeAsync()
    {
        if (!Chromium.IsThere)
            return;
        await InitializeAsync();
        // StatsWeb needs one stream of the API, however many browsers listen.
        System = await StartAsync(new StatsSystemOptions
        {
            Webs = 1,
            Settings = new Dictionary<string, string?> { ["LiveUpdates__StreamsPerKey"] = "1" },
        });
        await System.PublishAsync([.. Season.Plan().Steps.Select(step => step.Message)]);
        await System.SettleAsync(
            $"(select count(*) from stats.match) = {Season.Results.Matches.Count} "
                + $"and (select count(*) from stats.prediction) = {Season.Predictions.Count}");
        var first = Season.Results.Matches[0].Result;
        var goals = new Contracts.Goals(first.Score.RegularTime.Away + 1, first.Score.RegularTime.Home);
        await System.PublishAsync(first with { Revision = 2, Score = new Contracts.Score(goals) });
        await System.SettleAsync($"(select revision from stats.match where id = '{first.MatchId}') = 2");
        Corrected = first.MatchId;
        Assertions.SetDefaultExpectTimeout(WatchedPage.Patience);
        _playwright = await Playwright.CreateAsync();
        Browser = await _playwright.Chromium.LaunchAsync(
            new() { ExecutablePath = Chromium.Path, Args = Chromium.Options, Headless = true });
    }

    /// <summary>The id of a match whose result was corrected.</summary>
    internal string Corrected { get; private set; } = "";

    /// <summary>A match of made-up clubs and models, played after the season.</summary>
    /// <param name="match">Its id.</param>
    /// <param name="names">The display names of its models.</param>
    internal async Task PlayAsync(string match, int home, int away, int minute, params string[] names)
    {
        foreach (var (n, name) in names.Index())
            await System.PublishAsync(Prediction(match, $"{match}-{n}", n, 0, name: name));
        await System.SettleAsync("true");
        await System.PublishAsync(Result(match, home, away, kickoffMinutes: minute));
    }

    /// <summary>A new window, which records what must not happen in it.</summary>
    internal Task<WatchedPage> OpenAsync(Action<BrowserNewContextOptions>? change = null) => WatchedPage.OpenAsync(Browser, Web, change);

    async ValueTask IAsyncDisposable.DisposeAsync()
    {
        if (!Chromium.IsThere)
            return;
        await Browser.DisposeAsync();
        _playwright?.Dispose();
        await System.DisposeAsync();
        await DisposeAsync();
    }
}

[CollectionDefinition(WebFixture.Name)]
public sealed class WebCollection : ICollectionFixture<WebFixture>;
