using System.Text;
using System.Text.RegularExpressions;
using Launcher;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Stats.IntegrationTests.Web;

/// <summary>Every page in a real browser, with and without scripts.</summary>
[Collection(WebFixture.Name)]
public sealed class PageTests(WebFixture fixture)
{
    private const string Missing = Chromium.Missing;

    private string[] Pages =>
    [
        "/", "/?season=2015-16&club=arsenal&isHome=true&minPredictions=1", "/?metric=accuracy&order=asc", "/?q=poisson", "/?season=1999-00",
        "/models/elo?season=2015-16", "/models/elo?season=2015-16&dateFrom=2015-09-01&dateTo=2015-09-30", $"/matches/{fixture.Corrected}",
        $"/matches/{fixture.Corrected}?home=1&away=1", "/matches", "/competitions/en.1?season=2015-16", "/clubs/arsenal?isHome=false",
        "/compare", "/compare?models=elo,poisson,dixon-coles", "/race?competition=en.1&season=2015-16&matchday=3", "/live", "/corrections",
    ];

    [Fact(Skip = Missing, SkipType = typeof(Chromium), SkipUnless = nameof(Chromium.IsThere))]
    public async Task Every_page_is_clean_and_accessible_on_a_desktop()
    {
        await using var window = await fixture.OpenAsync(options => options.ColorScheme = ColorScheme.Light);
        await CheckAsync(window, [.. Pages, "/models/elo-rating", "/nowhere"]);
    }

    [Fact(Skip = Missing, SkipType = typeof(Chromium), SkipUnless = nameof(Chromium.IsThere))]
    public async Task Every_page_is_clean_and_accessible_on_a_phone_in_the_dark_and_fits_its_width()
    {
        await using var window = await fixture.OpenAsync(options =>
            (options.ViewportSize, options.ColorScheme, options.HasTouch) = (new() { Width = 375, Height = 740 }, ColorScheme.Dark, true));
        await CheckAsync(window, Pages);
    }

    [Fact(Skip = Missing, SkipType = typeof(Chromium), SkipUnless = nameof(Chromium.IsThere))]
    public async Task Without_scripts_every_state_is_reached_by_links_and_forms()
    {
        await using var window = await fixture.OpenAsync(options => options.JavaScriptEnabled = false);
        var page = window.Page;
        foreach (var path in Pages)
        {
            await window.GoAsync(path);
            await Expect(page.Locator("#page[data-state=ok] h1")).ToBeVisibleAsync();
        }

        await window.GoAsync("/?season=2015-16");
        await page.GetByRole(AriaRole.Link, new() { Name = "Accuracy" }).ClickAsync();
        await Expect(page.Locator("th[aria-sort=descending]")).ToContainTextAsync("Accuracy");
        await page.GetByRole(AriaRole.Link, new() { Name = "Season 2015-16" }).ClickAsync();
        Assert.DoesNotContain("season=2015-16", page.Url, StringComparison.Ordinal);
        await page.GetByRole(AriaRole.Searchbox, new() { Name = "Search models" }).FillAsync("poisson");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("tbody tr")).ToHaveCountAsync(2);

        await window.GoAsync("/race?competition=en.1&season=2015-16");
        await page.Locator(".days a").First.ClickAsync();
        await window.SeeAsync("After matchday 1 of");
        await Expect(page.Locator("[data-play]")).ToBeHiddenAsync();

        await window.GoAsync($"/matches/{fixture.Corrected}");
        await page.Locator("input[name=home]").FillAsync("9");
        await page.Locator("input[name=away]").FillAsync("0");
        await page.GetByRole(AriaRole.Button, new() { Name = "Calculate" }).ClickAsync();
        await window.SeeAsync("With 9–0");

        await page.GetByRole(AriaRole.Link, new() { Name = "Dark colours" }).ClickAsync();
        await Expect(page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
        Assert.Contains("home=9", page.Url, StringComparison.Ordinal);
    }

    [Fact(Skip = Missing, SkipType = typeof(Chromium), SkipUnless = nameof(Chromium.IsThere))]
    public async Task Filters_order_and_comparison_work_by_mouse_and_their_addresses_lead_back()
    {
        await using var window = await fixture.OpenAsync();
        var page = window.Page;
        await window.GoAsync("/");
        await Expect(page.Locator("svg.strip").First).ToBeVisibleAsync();
        await page.GetByText("Filter", new() { Exact = true }).ClickAsync();
        await page.GetByLabel("Season").SelectOptionAsync("2015-16");
        await page.GetByLabel("Club").SelectOptionAsync("arsenal");
        await page.GetByRole(AriaRole.Button, new() { Name = "Show", Exact = true }).ClickAsync();
        await Expect(page.Locator("a.chip")).ToHaveCountAsync(2);
        await page.GetByRole(AriaRole.Link, new() { Name = "Exact", Exact = true }).ClickAsync();
        await Expect(page.Locator("th[aria-sort=descending]")).ToContainTextAsync("Exact");
        Assert.Contains("season=2015-16&club=arsenal&metric=exactScores", page.Url, StringComparison.Ordinal);

        // The address alone leads to the same page.
        var rows = await page.Locator("tbody tr").AllTextContentsAsync();
        await using var other = await fixture.OpenAsync();
        await other.GoAsync(new Uri(page.Url).PathAndQuery);
        Assert.Equal(rows, await other.Page.Locator("tbody tr").AllTextContentsAsync());

        await page.Locator("input[value=elo]").CheckAsync();
        await page.Locator("input[value=poisson]").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Compare the chosen models" }).ClickAsync();
        await Expect(page.Locator("#totals tbody tr")).ToHaveCountAsync(2);
        await Expect(page.Locator("#series polyline")).ToHaveCountAsync(2);
        Assert.Contains("models=elo", page.Url, StringComparison.Ordinal);
        await page.GoBackAsync();
        await Expect(page.Locator("a.chip")).ToHaveCountAsync(2);
        window.AssertClean();
    }

    [Fact(Skip = Missing, SkipType = typeof(Chromium), SkipUnless = nameof(Chromium.IsThere))]
    public async Task The_keyboard_reaches_the_content_first()
    {
        await using var window = await fixture.OpenAsync();
        await window.GoAsync("/");
        await window.Page.Keyboard.PressAsync("Tab");
        await Expect(window.Page.Locator(":focus")).ToHaveTextAsync("Skip to the content");
        await window.Page.Keyboard.PressAsync("Enter");
        await Expect(window.Page).ToHaveURLAsync(new Regex("#page$"));
    }

    [Fact(Skip = Missing, SkipType = typeof(Chromium), SkipUnless = nameof(Chromium.IsThere))]
    public async Task The_race_follows_the_slider_and_plays()
    {
        await using var window = await fixture.OpenAsync(options => options.ReducedMotion = ReducedMotion.Reduce);
        await window.GoAsync("/race?competition=en.1&season=2015-16&matchday=1");
        await window.Page.Locator("#matchday").FillAsync("3");
        await window.SeeAsync("After matchday 3 of");
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Play" }).ClickAsync();
        await window.SeeAsync("After matchday 5 of");
        Assert.Contains("matchday=", window.Page.Url, StringComparison.Ordinal);
        window.AssertClean();
    }

    [Fact(Skip = Missing, SkipType = typeof(Chromium), SkipUnless = nameof(Chromium.IsThere))]
    public async Task An_unknown_id_gets_404_with_the_nearest_one_and_a_bad_filter_400()
    {
        await using var window = await fixture.OpenAsync();
        window.ExpectsFailures = true;
        Assert.Equal(404, await window.GoAsync("/models/poison"));
        await window.Page.GetByRole(AriaRole.Link, new() { Name = "Poisson", Exact = true }).ClickAsync();
        await Expect(window.Page.Locator("h1")).ToHaveTextAsync("Poisson");
        Assert.Equal(404, await window.GoAsync("/matches/nothing"));
        await window.SeeAsync("The latest matches");
        (string, int)[] expected =
        [
            ("/clubs/arsenall", 404), ("/competitions/en1", 404), ("/matches/x", 404), ("/compare?models=elo,nobody", 404),
            ("/nowhere", 404), ("/?dateFrom=yesterday", 400), ("/?season=%3Cscript%3E", 400), ("/?season=1999-00", 200),
            ($"/matches/{fixture.Corrected}?home=x&away=1", 400),
        ];
        foreach (var (path, status) in expected)
            Assert.Equal((path, status), (path, await window.GoAsync(path)));
        window.AssertClean();
    }

    [Fact(Skip = Missing, SkipType = typeof(Chromium), SkipUnless = nameof(Chromium.IsThere))]
    public async Task A_correction_names_the_models_that_gained_or_lost_points()
    {
        await using var window = await fixture.OpenAsync();
        await window.GoAsync($"/matches/{fixture.Corrected}");
        await Expect(window.Page.Locator("#history .moves a").First).ToBeVisibleAsync();
        await window.GoAsync("/corrections");
        await Expect(window.Page.Locator("#fixes .moves").First).ToContainTextAsync("points:");
        window.AssertClean();
    }

    [Fact(Skip = Missing, SkipType = typeof(Chromium), SkipUnless = nameof(Chromium.IsThere))]
    public async Task Dates_follow_the_language_of_the_browser()
    {
        foreach (var (language, date) in ((string, string)[])[("de-DE", "08.08.2015"), ("en-US", "Aug 8, 2015"), ("en-GB", "8 Aug 2015")])
        {
            await using var window = await fixture.OpenAsync(options => options.Locale = language);
            await window.GoAsync($"/matches/{fixture.Corrected}");
            await Expect(window.Page.Locator(".kicker time")).ToContainTextAsync(date);
        }
    }

    [Fact(Skip = Missing, SkipType = typeof(Chromium), SkipUnless = nameof(Chromium.IsThere))]
    public async Task The_page_of_operations_needs_its_password()
    {
        await using var stranger = await fixture.OpenAsync();
        stranger.ExpectsFailures = true;
        Assert.Equal(401, (await stranger.Context.APIRequest.GetAsync("/operations")).Status);

        var credentials = Encoding.UTF8.GetBytes($"any:{Launcher.StatsSystemOptions.OperationsPassword}");
        await using var operatorWindow = await fixture.OpenAsync(options => options.ExtraHTTPHeaders = new Dictionary<string, string>
        {
            ["Authorization"] = $"Basic {Convert.ToBase64String(credentials)}",
        });
        Assert.Equal(200, await operatorWindow.GoAsync("/operations"));
        await operatorWindow.SeeAsync("Freshness");
        Assert.Empty(await Axe.ViolationsAsync(operatorWindow.Page));
    }

    [Fact(Skip = Missing, SkipType = typeof(Chromium), SkipUnless = nameof(Chromium.IsThere))]
    public async Task The_first_load_is_at_most_100_kB()
    {
        await using var window = await fixture.OpenAsync();
        var devTools = await window.Context.NewCDPSessionAsync(window.Page);
        await devTools.SendAsync("Network.enable");
        var bytes = 0.0;
        devTools.Event("Network.loadingFinished").OnEvent += (_, finished) =>
            bytes += finished!.Value.GetProperty("encodedDataLength").GetDouble();
        await window.GoAsync("/");
        await window.LiveAsync();
        Assert.InRange(bytes, 10_000, 100_000);
    }

    private static async Task CheckAsync(WatchedPage window, IEnumerable<string> paths)
    {
        var violations = new List<string>();
        foreach (var path in paths)
        {
            window.ExpectsFailures = path is "/nowhere" or "/models/elo-rating";
            await window.GoAsync(path);
            await window.LiveAsync();
            // Axe takes about a second a page: on a phone, one state of a page will do.
            if (window.IsDesktop || !path.Contains('?', StringComparison.Ordinal) || path.StartsWith("/compare", StringComparison.Ordinal))
                violations.AddRange((await Axe.ViolationsAsync(window.Page)).Select(violation => $"{path}: {violation}"));
            if (await window.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth > document.documentElement.clientWidth"))
                violations.Add($"{path}: wider than the window");
        }
        Assert.Empty(violations);
        window.AssertClean();
    }
}
