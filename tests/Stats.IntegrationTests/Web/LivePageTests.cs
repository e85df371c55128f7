using Launcher;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Stats.IntegrationTests.Web;

/// <summary>Pages while matches are published and connections are lost.</summary>
[Collection(WebFixture.Name)]
public sealed class LivePageTests(WebFixture fixture)
{
    private const string Missing = Chromium.Missing;

    [Fact(Skip = Missing, SkipType = typeof(Chromium), SkipUnless = nameof(Chromium.IsThere))]
    public async Task A_published_match_appears_by_itself()
    {
        await using var window = await fixture.OpenAsync();
        await window.GoAsync("/live");
        await window.LiveAsync();
        await window.Page.EvaluateAsync("window.stayed = true");
        await fixture.PlayAsync("live1", 2, 1, 10, "Live Alice", "Live Bob");

        await Expect(window.Page.Locator("[data-key=live1] .score")).ToHaveTextAsync("2–1");
        await Expect(window.Page.Locator("#top tbody tr[data-key=live1-1]")).ToContainTextAsync("Live Bob");
        await Expect(window.Page.Locator("#said")).ToContainTextAsync("REDS 2–1 BLUES");
        Assert.True(await window.Page.EvaluateAsync<bool>("window.stayed === true"));
        window.AssertClean();
    }

    [Fact(Skip = Missing, SkipType = typeof(Chromium), SkipUnless = nameof(Chromium.IsThere))]
    public async Task A_page_that_a_change_does_not_concern_is_not_read_again()
    {
        await using var window = await fixture.OpenAsync();
        await window.GoAsync("/clubs/arsenal?season=2015-16");
        await window.LiveAsync();
        var reads = 0;
        window.Page.Request += (_, request) => reads += request.Url.Contains("/clubs/", StringComparison.Ordinal) ? 1 : 0;
        await using var other = await fixture.OpenAsync();
        await other.GoAsync("/live");
        await other.LiveAsync();
        // The first publishes names, which concern every page.
        await fixture.PlayAsync("quiet1", 0, 0, 20, "Quiet");
        await Expect(other.Page.Locator("[data-key=quiet1]")).ToBeVisibleAsync();
        await Task.Delay(1000);
        reads = 0;
        await fixture.System.PublishAsync(Facts.Result("quiet2", 1, 1, kickoffMinutes: 21));
        await Expect(other.Page.Locator("[data-key=quiet2]")).ToBeVisibleAsync();
        Assert.Equal(0, reads);
    }

    [Fact(Skip = Missing, SkipType = typeof(Chromium), SkipUnless = nameof(Chromium.IsThere))]
    public async Task When_the_API_is_away_pages_say_so_and_come_back_by_themselves()
    {
        await using var window = await fixture.OpenAsync();
        await window.GoAsync("/");
        await window.LiveAsync();
        window.ExpectsFailures = true;
        var api = fixture.System.Services.Apis[0];
        await api.KillAsync();
        try
        {
            await Expect(window.Page.Locator("#badge")).ToHaveTextAsync("Not live");
            Assert.Equal(503, await window.GoAsync("/matches"));
            await window.SeeAsync("The statistics are out of reach");
            await Expect(window.Page.GetByRole(AriaRole.Link, new() { Name = "Try again" })).ToHaveAttributeAsync("href", "/matches");
            await Expect(window.Page.Locator(".matches")).ToHaveCountAsync(0);
        }
        finally
        {
            await api.StartAsync();
        }
        await window.LiveAsync();
        await Expect(window.Page.Locator(".matches li")).Not.ToHaveCountAsync(0);
        await fixture.PlayAsync("back1", 3, 0, 30, "Back");
        await Expect(window.Page.Locator("[data-key=back1] .score")).ToHaveTextAsync("3–0");
        window.AssertClean();
    }

    [Fact(Skip = Missing, SkipType = typeof(Chromium), SkipUnless = nameof(Chromium.IsThere))]
    public async Task An_offline_browser_says_so_and_catches_up()
    {
        await using var window = await fixture.OpenAsync();
        await window.GoAsync("/live");
        await window.LiveAsync();
        window.ExpectsFailures = true;
        await window.Context.SetOfflineAsync(true);
        await Expect(window.Page.Locator("#badge")).ToHaveTextAsync("Offline");
        await fixture.PlayAsync("offline1", 1, 1, 40, "Offline");
        await window.Context.SetOfflineAsync(false);
        await Expect(window.Page.Locator("[data-key=offline1] .score")).ToHaveTextAsync("1–1");
    }

    [Fact(Skip = Missing, SkipType = typeof(Chromium), SkipUnless = nameof(Chromium.IsThere))]
    public async Task Without_a_stream_the_page_asks_whether_it_is_unchanged()
    {
        await using var window = await fixture.OpenAsync();
        window.ExpectsFailures = true;
        await window.Context.RouteAsync("**/updates*", route => route.AbortAsync());
        var statuses = new List<int>();
        window.Page.Response += (_, response) =>
        {
            if (response.Url.EndsWith("/live", StringComparison.Ordinal))
                statuses.Add(response.Status);
        };
        await window.GoAsync("/live");
        await Expect(window.Page.Locator("#badge")).ToHaveTextAsync("Not live");
        await Eventually.HoldsAsync(() => statuses.Contains(304));
        await fixture.PlayAsync("poll1", 0, 2, 50, "Poll");
        await Expect(window.Page.Locator("[data-key=poll1] .score")).ToHaveTextAsync("0–2");
    }

    [Fact(Skip = Missing, SkipType = typeof(Chromium), SkipUnless = nameof(Chromium.IsThere))]
    public async Task Hostile_names_are_harmless_text()
    {
        await fixture.PlayAsync("hostile", 1, 0, 60, WebFixture.HostileNames);
        await fixture.System.SettleAsync("exists (select from stats.match where id = 'hostile')");
        await using var window = await fixture.OpenAsync(options => options.ViewportSize = new() { Width = 375, Height = 740 });
        var ids = WebFixture.HostileNames.Select((_, n) => $"hostile-{n}").ToArray();
        var compare = $"/compare?models={string.Join(',', ids)}";
        foreach (var path in (string[])["/?season=2019-20", "/matches/hostile", compare, .. ids.Select(id => $"/models/{id}")])
        {
            Assert.Equal(200, await window.GoAsync(path));
            Assert.False(await window.Page.EvaluateAsync<bool>("'hacked' in window"), path);
            Assert.False(
                await window.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth > document.documentElement.clientWidth"),
                $"{path} is wider than the window");
        }
        await window.GoAsync("/matches/hostile");
        foreach (var name in WebFixture.HostileNames)
            await Expect(window.Page.Locator("#predictions bdi").GetByText(name, new() { Exact = true })).ToHaveCountAsync(1);
        window.AssertClean();
    }

    [Fact(Skip = Missing, SkipType = typeof(Chromium), SkipUnless = nameof(Chromium.IsThere))]
    public async Task Many_listeners_cost_one_stream_of_the_API()
    {
        using var http = new HttpClient { BaseAddress = fixture.Web };
        var streams = await Task.WhenAll(
            Enumerable.Range(0, 200).Select(_ => http.GetAsync("updates", HttpCompletionOption.ResponseHeadersRead)));
        Assert.All(streams, stream => Assert.Equal("text/event-stream", stream.Content.Headers.ContentType!.MediaType));
        // The key of StatsWeb may open one stream only.
        var readers = await Task.WhenAll(streams.Select(stream => stream.Content.ReadAsStreamAsync()));
        await fixture.PlayAsync("many1", 1, 0, 70, "Many");
        foreach (var reader in readers)
        {
            using var text = new StreamReader(reader);
            while (await text.ReadLineAsync() is { } line && !line.Contains("\"change\":", StringComparison.Ordinal))
                continue;
        }
        foreach (var stream in streams)
            stream.Dispose();
    }
}
