namespace Statsctl.Watch;

/// <summary><c>statsctl watch</c>: shows matches live as they are scored.</summary>
public static class WatchCommand
{
    public static Command Create()
    {
        var rabbitMq = FeedOptions.RabbitMq();
        var time = Duration.Option("--for", "End after this time, such as 90s, 10m or 12h (default: never).");
        var count = new Option<int?>("--count") { Description = "End after N scorings (default: never).", HelpName = "N" }
            .Must(number => number is null or >= 1, "--count must be a whole number from 1.");
        var json = new Option<bool>("--json") { Description = "Print one JSON object per line: each event, and at the end a summary." };
        var watch = new Command(
            "watch",
            "Show matches as they are scored: points, rate, time since their publish. Exit codes: 0 ended by --for, --count or Ctrl-C, "
            + "1 the broker can't be reached, the connection was lost, or --for ended before --count.")
        {
            rabbitMq, time, count, json,
        };
        watch.SetAction((parsed, ct) => new WatchRun(new WatchRequest(
            Broker.Uri(parsed.GetValue(rabbitMq)), parsed.GetValue(time), parsed.GetValue(count), parsed.GetValue(json))).RunAsync(ct));
        return watch;
    }
}
