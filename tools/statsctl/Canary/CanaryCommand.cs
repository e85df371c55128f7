using Statsctl.Store;

namespace Statsctl.Canary;

/// <summary><c>statsctl canary</c>: checks that reads of a running system are as new as the acknowledgements before them.</summary>
public static class CanaryCommand
{
    public const int Violated = 1;

    private const int NoViolation = 0;
    private const int NothingChecked = 2;

    // A slower answer counts as none.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public static Command Create()
    {
        var (api, key, rabbitMq) = (Api.NeededAddress(), Api.Key(), FeedOptions.RabbitMq());
        var time = Duration.Option("--for", "End after this time, such as 90s, 10m or 12h (default: never).");
        var samples = new Option<int?>("--samples") { Description = "End after N judged reads (default: never).", HelpName = "N" }
            .Must(number => number is null or >= 1, "--samples must be a whole number from 1.");
        var pages = StoreOptions.Number("--pages", "Pages to read at once, 1 s and 10 s after each acknowledgement", 4, 1, 1000);
        var readers = StoreOptions.Number("--readers", "Number of concurrent reads", 4, 1, 64);
        var examples = StoreOptions.Number("--examples", "Number of violations to report in full", 10, 0, 1000);
        var json = new Option<bool>("--json")
        {
            Description = "Print the report as one JSON object on standard output; progress goes to standard error.",
        };
        var canary = new Command(
            "canary",
            "Read pages after every acknowledgement, and check that none is older. "
            + "Exit codes, also after Ctrl-C: 0 no violation, 1 violations, 2 nothing could be checked.")
        {
            api, key, rabbitMq, time, samples, pages, readers, examples, json,
        };
        canary.SetAction(async (parsed, ct) =>
        {
            try
            {
                using var http = Api.Client(parsed.GetValue(api), parsed.GetValue(key));
                http.Timeout = Patience;
                var request = new CanaryRequest(
                    Broker.Uri(parsed.GetValue(rabbitMq)), parsed.GetValue(pages), parsed.GetValue(readers), parsed.GetValue(time),
                    parsed.GetValue(samples), parsed.GetValue(examples));
                return await RunAsync(request, new PageClient(http), parsed.GetValue(json), ct);
            }
            catch (CommandFailedException e)
            {
                await Console.Error.WriteLineAsync($"statsctl: nothing was checked: {e.Message}");
                return NothingChecked;
            }
        });
        return canary;
    }

    private static async Task<int> RunAsync(CanaryRequest request, PageClient pages, bool json, CancellationToken ct)
    {
        using var diagnostics = new CanaryDiagnostics();
        // Each run samples other pages.
        var seed = (int)(TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() % int.MaxValue);
        var run = new CanaryRun(request, pages, diagnostics, seed, CanaryDisplay.Say);
        await CanaryDisplay.ShowAsync(() => run.Report.Line, () => run.RunAsync(ct));
        var report = run.Report;
        Console.WriteLine(json ? JsonSerializer.Serialize(report, CanaryJson.Default.CanaryReport) : Text(report));
        return report switch
        {
            { Samples: 0 } => NothingChecked,
            { Violations: 0 } => NoViolation,
            _ => Violated,
        };
    }

    private static string Text(CanaryReport report) => string.Join(Environment.NewLine, [
        report.Line,
        .. report.Examples.Select(violation => $"  {violation}"),
        report switch
        {
            { Samples: 0, Announcements: 0 } => "Nothing was checked: no acknowledgement was received.",
            { Samples: 0 } => "Nothing was checked: no page could be read.",
            { Violations: 0 } => "No violation.",
            _ => $"{report.Violations} violations.",
        },
    ]);
}
