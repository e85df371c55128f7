using Microsoft.Playwright;

namespace Bench.Web;

/// <summary>
/// How soon an open page shows a published result: from the arrival of its event in Chromium, and from its publishing, to the end of the
/// frame that shows it. Between them the page is read again and its parts are exchanged.
/// </summary>
internal static class PaintTimes
{
    private const int WarmUp = 3;
    private const int Matches = 20;
    private const double MostMs = 150;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    // Longer than the page waits between two reads, and than its animations.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(700);

    // A message is handled after the frame whose callback sent it.
    private const string Watch = """
        (() => {
          const bench = (globalThis.bench = {});
          const connected = Promise.withResolvers();
          bench.connected = connected.promise;
          globalThis.EventSource = class extends EventSource {
            constructor(...options) {
              super(...options);
              this.addEventListener("state", (event) => JSON.parse(event.data).connected && connected.resolve());
              this.addEventListener("change", (event) => (bench.arrived ??= event.timeStamp));
            }
          };
          bench.expect = (match) => {
            bench.arrived = undefined;
            const painted = Promise.withResolvers();
            bench.painted = painted.promise;
            const observer = new MutationObserver(() => {
              if (!document.querySelector(`#matches [data-key="${match}"]`)) return;
              observer.disconnect();
              requestAnimationFrame(() => {
                const after = new MessageChannel();
                after.port1.onmessage = () => painted.resolve(performance.now() - bench.arrived);
                after.port2.postMessage(0);
              });
            });
            observer.observe(document.body, { childList: true, subtree: true });
          };
        })();
        """;

    public static async Task<IReadOnlyList<Figure>> MeasureAsync(IBrowser browser, Uri web, UnfinishedSeason season, CancellationToken ct)
    {
        await using var context = await browser.NewContextAsync(new() { ViewportSize = new() { Width = 1280, Height = 900 } });
        var page = await context.NewPageAsync();
        await page.AddInitScriptAsync(Watch);
        await page.GotoAsync(new Uri(web, "/live").AbsoluteUri);
        await page.EvaluateAsync("() => bench.connected").WaitAsync(Patience, ct);
        var times = new List<(double SinceEvent, double SincePublish)>();
        for (var n = 0; n < WarmUp + Matches; n++)
        {
            await Task.Delay(Pause, ct);
            var result = season.Next();
            await page.EvaluateAsync("(match) => bench.expect(match)", result.MatchId);
            var published = Stopwatch.GetTimestamp();
            await season.PublishAsync(result, ct);
            var sinceEvent = await page.EvaluateAsync<double>("() => bench.painted").WaitAsync(Patience, ct);
            // With the way of the browser's answer, one or two milliseconds.
            times.Add((sinceEvent, Stopwatch.GetElapsedTime(published).TotalMilliseconds));
        }
        var sinceEvents = times[WarmUp..].Select(time => time.SinceEvent).ToArray();
        var sincePublishes = times[WarmUp..].Select(time => time.SincePublish).ToArray();
        return
        [
            new Figure($"Live update of {Matches} matches, event to paint: median", Figure.Median(sinceEvents), Most: MostMs, Unit: "ms"),
            new Figure("  p95", Figure.Percentile(sinceEvents, 0.95), Most: MostMs, Unit: "ms"),
            new Figure("  publish to paint: median", Figure.Median(sincePublishes), Unit: "ms"),
            new Figure("  p95", Figure.Percentile(sincePublishes, 0.95), Unit: "ms"),
        ];
    }
}
