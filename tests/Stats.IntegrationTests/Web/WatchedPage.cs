using Microsoft.Playwright;

namespace Stats.IntegrationTests.Web;

/// <summary>A window that records errors of its console, and requests to other sites.</summary>
internal sealed class WatchedPage : IAsyncDisposable
{
    // In ms. A busy machine starts windows and loads pages slowly; `bench web` measures how fast they are.
    internal const float Patience = 60_000;

    private readonly Uri _web;
    private readonly List<string> _faults = [];

    private WatchedPage(IBrowserContext context, IPage page, Uri web)
    {
        (Context, Page, _web) = (context, page, web);
        page.Console += (_, message) => Record(message.Type is "error" or "warning", $"console: {message.Text}");
        page.PageError += (_, error) => Record(true, $"error: {error}");
        page.Request += (_, request) =>
            Record(!request.Url.StartsWith(web.ToString(), StringComparison.Ordinal), $"request to {request.Url}");
        page.Dialog += (_, dialog) => Record(true, $"dialog: {dialog.Message}");
    }

    public IBrowserContext Context { get; }

    public IPage Page { get; }

    /// <summary>Whether it is as wide as on a desktop.</summary>
    public bool IsDesktop => Page.ViewportSize!.Width > 1000;

    /// <summary>A failed request is expected from now on: the browser reports it as an error of the console.</summary>
    public bool ExpectsFailures { get; set; }

    public static async Task<WatchedPage> OpenAsync(IBrowser browser, Uri web, Action<BrowserNewContextOptions>? change)
    {
        var options = new BrowserNewContextOptions
        {
            BaseURL = web.ToString(),
            Locale = "en-GB",
            ViewportSize = new() { Width = 1280, Height = 900 },
        };
        change?.Invoke(options);
        var context = await browser.NewContextAsync(options);
        context.SetDefaultTimeout(Patience);
        return new WatchedPage(context, await context.NewPageAsync(), web);
    }

    public async Task<int> GoAsync(string path) => (await Page.GotoAsync(path))!.Status;

    /// <summary>Waits until changes are told.</summary>
    public Task LiveAsync() => Assertions.Expect(Page.Locator("#badge")).ToHaveTextAsync("Live", new() { Timeout = Patience });

    public Task SeeAsync(string text) => Assertions.Expect(Page.Locator("#page")).ToContainTextAsync(text, new() { Timeout = Patience });

    public void AssertClean() => Assert.Empty(_faults);

    public async ValueTask DisposeAsync() => await Context.DisposeAsync();

    private void Record(bool isFault, string what)
    {
        if (isFault && !(ExpectsFailures && what.Contains("Failed to load resource", StringComparison.Ordinal)))
            _faults.Add($"{Page.Url}: {what}");
    }
}
