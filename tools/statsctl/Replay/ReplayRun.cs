using Spectre.Console;
using Statsctl.Feed;

namespace Statsctl.Replay;

/// <summary>Does a replay from end to end: read, plan, publish, say what was done.</summary>
public static class ReplayRun
{
    /// <summary>Returns when the broker has confirmed every message.</summary>
    /// <exception cref="CommandFailedException">A file can't be read, or the broker can't be reached or refuses.</exception>
    public static async Task RunAsync(ReplayRequest request, IAnsiConsole console, CancellationToken ct)
    {
        var broker = Broker.Uri(request.RabbitMq);
        var input = ReplayInput.Read(request.Results, request.Predictions, request.Forecasters);
        if (input.Results.Matches.Count == 0)
            throw new CommandFailedException($"no match with a full-time score in {string.Join(", ", request.Results)}");
        Say(console, ReplaySummary.Read(input));

        var steps = input.Plan(request.Shuffle, request.Duplicate).Steps;
        await using var publisher = await FeedPublisher.ConnectAsync(broker, ct);
        var started = TimeProvider.System.GetTimestamp();
        await ProgressDisplay.ShowAsync(console, "Replaying", steps.Count, confirmed =>
            publisher.PublishAllAsync(Pace.At(steps.Select(step => step.Message), request.Rate, ct), confirmed, ct));
        Say(console, ReplaySummary.Published(steps, TimeProvider.System.GetElapsedTime(started)));
    }

    // Not through the console's own layout: it would break lines at 80 columns in a log.
    private static void Say(IAnsiConsole console, string sentence) => console.Profile.Out.Writer.WriteLine(sentence);
}
