#:package Microsoft.Playwright
#:property PublishAot=false
#:property ManagePackageVersionsCentrally=true

// Takes the pictures of the README from a running demo, with Debian's Chromium: dotnet run docs/images/take.cs [ADDRESS]
using System.Runtime.CompilerServices;
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
foreach (var (name, path) in pictures)
{
    await page.GotoAsync(address.TrimEnd('/') + path);
    await page.GetByText("Live", new() { Exact = true }).Last.WaitForAsync();
    await page.ScreenshotAsync(new() { Path = Path.Combine(Folder(), $"{name}.png") });
    Console.WriteLine($"docs/images/{name}.png");
}

static string Folder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
