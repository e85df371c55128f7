using Spectre.Console;
using Statsctl.Feed;

namespace Season.Replay;

/// <summary>Runs a replay from start to end: read, plan, publish, print the summary.</summary>
public static class ReplayRun
{
    /// <summary>Completes when the broker has confirmed every message.</summary>
    /// <exception cref="CommandFailedException">A file can't be read, or the broker can't be reached or refuses.</exception>
    public static async Task RunAsync(ReplayRequest request, IAnsiConsole console, CancellationToken ct)
    {
        var broker = Broker.Uri(request.RabbitMq);
        var input = ReplayInput.Read(request.Results, request.Predictions, request.Forecasters, request.Zones, request.Season);
        if (input.Results.Matches.Count == 0)
            throw new CommandFailedException($"no match with a full-time score in {string.Join(", ", request.Results)}");
        // With --json, standard output is only for the script's JSON.
        var people = request.Json ? Terminal.Error : console;
        Terminal.Say(people, ReplaySummary.Read(input));

        var plan = input.Plan(request.Shuffle, request.Duplicate);
        var start = request.Resume is { } file ? Checkpoint.Of(plan, broker).Resumed(file) : null;
        var (sent, complete) = (start?.Confirmed ?? 0, start is { IsComplete: true });
        if (complete)
            Terminal.Say(people, $"Already complete: according to {request.Resume}, all messages are confirmed.");
        else if (sent > 0)
            Terminal.Say(people, string.Create(CultureInfo.InvariantCulture, $"Resuming after {sent:N0} of {start!.Messages:N0} messages."));

        var rest = plan.From(sent);
        var started = TimeProvider.System.GetTimestamp();
        if (!complete)
            await PublishAsync(rest, broker, request.Pace, start is null ? null : new CheckpointKeeper(request.Resume!, start), people, ct);
        var published = ReplaySummary.Published(rest.Steps, sent, TimeProvider.System.GetElapsedTime(started));
        if (request.Json)
            Terminal.Say(console, published.ToJson());
        else if (!complete)
            Terminal.Say(console, published.ToString());
    }

    private static async Task PublishAsync(
        ReplayPlan rest, Uri broker, Pace pace, CheckpointKeeper? keeper, IAnsiConsole people, CancellationToken ct)
    {
        await using var publisher = await FeedPublisher.ConnectAsync(broker, ct);
        await using var kept = keeper;
        keeper?.Start();
        try
        {
            await ProgressDisplay.ShowAsync(people, "Replaying", rest.Steps.Count, confirmed =>
                publisher.PublishAllAsync(pace.SpreadAsync(rest.Steps, ct), place =>
                {
                    keeper?.Confirm(place);
                    confirmed();
                }, ct));
        }
        catch when (keeper is not null)
        {
            Terminal.Say(Terminal.Error, $"season: {keeper}: run the same command to continue");
            throw;
        }
    }
}
