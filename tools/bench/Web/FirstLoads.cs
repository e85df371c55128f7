using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace Bench.Web;

/// <summary>
/// Loads pages in new contexts of Chromium, which have nothing in their cache: the bytes over the wire, and the time to the largest paint.
/// </summary>
internal static class FirstLoads
{
    private const int Contexts = 5;
    private const double MostKilobytes = 100;
    private const double MostMs = 1000;

    // The observer gets all largest paints so far, and later ones. Half a second after the load no more are expected.
    private const string LargestPaint = """
        () => new Promise((done) => {
          let last = 0;
          new PerformanceObserver((list) => {
            for (const paint of list.getEntries()) last = paint.startTime;
          }).observe({ type: "largest-contentful-paint", buffered: true });
          setTimeout(() => done(last), 500);
        })
        """;

    // Without a window, Chromium doesn't load the icon itself.
    private const string Icon = """
        async () => (await (await fetch(document.querySelector("link[rel=icon]").href)).arrayBuffer()).byteLength
        """;

    // Chromium reports the end of a request apart from the result of the script.
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(200);

    public static async Task<IReadOnlyList<Figure>> MeasureAsync(
        IBrowser browser, Uri web, IReadOnlyList<string> pages, CancellationToken ct)
    {
        var figures = new List<Figure>();
        foreach (var page in pages)
        {
            var address = new Uri(web, page).AbsoluteUri;
            await LoadAsync(browser, address, ct);
            var loads = new List<(double Kilobytes, double PaintMs)>();
            for (var n = 0; n < Contexts; n++)
                loads.Add(await LoadAsync(browser, address, ct));
            var (kilobytes, paintMs) = (loads.Max(load => load.Kilobytes), Figure.Median(loads.Select(load => load.PaintMs)));
            figures.Add(new Figure($"First load of {page}, with style, scripts and icon", kilobytes, Most: MostKilobytes, Unit: "kB"));
            figures.Add(new Figure($"  largest paint, median of {Contexts} loads", paintMs, Most: MostMs, Unit: "ms"));
        }
        return figures;
    }

    // Without the stream of live updates, which doesn't end.
    private static async Task<(double Kilobytes, double PaintMs)> LoadAsync(IBrowser browser, string address, CancellationToken ct)
    {
        await using var context = await browser.NewContextAsync(new() { ViewportSize = new() { Width = 1280, Height = 900 } });
        var page = await context.NewPageAsync();
        var devTools = await context.NewCDPSessionAsync(page);
        await devTools.SendAsync("Network.enable");
        var sizes = new ConcurrentQueue<double>();
        devTools.Event("Network.loadingFinished").OnEvent += (_, finished) =>
            sizes.Enqueue(finished!.Value.GetProperty("encodedDataLength").GetDouble());
        if (await page.GotoAsync(address) is not { Ok: true })
            throw new InvalidOperationException($"{address} was not served.");
        var paint = await page.EvaluateAsync<double>(LargestPaint);
        if (paint == 0)
            throw new InvalidOperationException($"Chromium reported no paint of {address}.");
        await page.EvaluateAsync<int>(Icon);
        await Task.Delay(Grace, ct);
        return (sizes.Sum() / 1000, paint);
    }
}
