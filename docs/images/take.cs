#:package Microsoft.Playwright
#:property PublishAot=false
#:property ManagePackageVersionsCentrally=true

// Takes the pictures of the README from a running demo, with Debian's Chromium: dotnet run docs/images/take.cs [ADDRESS]
// With the address that ./stats demo --dashboard prints, takes the picture of a trace: dotnet run docs/images/take.cs 'http://…/login?t=…'
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Microsoft.Playwright;

var address = args is [var given, ..] ? given : "http://127.0.0.1:8090";
var chromium = Environment.GetEnvironmentVariable("STATS_CHROMIUM") ?? "/usr/bin/chromium";
(string Name, string Path)[] pictures =
[
    ("leaderboard", "/?season=2015-16"),
    ("model", "/models/dixon-coles?season=2015-16"),
    ("match", "/matches/en.1.2015-16.leicester-city.arsenal"),
    ("live", "/live"),
];

using var playwright = await Playwright.CreateAsync();
await using var browser = await playwright.Chromium.LaunchAsync(new()
{
    ExecutablePath = chromium,
    Args = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});
var page = await browser.NewPageAsync(new() { ViewportSize = new() { Width = 1120, Height = 760 }, Locale = "en-GB", ColorScheme = ColorScheme.Light });
if (address.Split("/login?t=") is [var dashboard, var token])
{
    await page.SetViewportSizeAsync(1120, 620);
    await page.GotoAsync(address);
    await page.GotoAsync($"{dashboard}/traces/detail/{await ResultAsync(dashboard, token)}");
    await page.GetByText("cache invalidate").First.WaitForAsync();
    await page.ScreenshotAsync(new() { Path = Path.Combine(Folder(), "trace.png") });
    Console.WriteLine("docs/images/trace.png");
    return;
}
foreach (var (name, path) in pictures)
{
    await page.GotoAsync(address.TrimEnd('/') + path);
    await page.GetByText("Live", new() { Exact = true }).Last.WaitForAsync();
    await page.ScreenshotAsync(new() { Path = Path.Combine(Folder(), $"{name}.png") });
    Console.WriteLine($"docs/images/{name}.png");
}

// The trace of a result whose publish and invalidation the dashboard has.
static async Task<string> ResultAsync(string dashboard, string token)
{
    using var http = new HttpClient();
    http.DefaultRequestHeaders.Add("x-api-key", token);
    var traces = JsonNode.Parse(await http.GetStringAsync($"{dashboard}/api/telemetry/traces?resource=CacheInvalidator&limit=50"))!;
    var spans = traces["data"]!["resourceSpans"]!.AsArray()
        .SelectMany(resource => resource!["scopeSpans"]!.AsArray())
        .SelectMany(scope => scope!["spans"]!.AsArray());
    return spans
        .GroupBy(span => span!["traceId"]!.GetValue<string>(), span => span!["name"]!.GetValue<string>())
        .First(trace => trace.Contains("publish") && trace.Contains("cache invalidate"))
        .Key;
}

static string Folder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
