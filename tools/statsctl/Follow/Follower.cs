using System.Diagnostics;
using RabbitMQ.Client.Exceptions;
using Statsctl.Results;
using Statsctl.Results.Sources;

namespace Statsctl.Follow;

/// <summary>
/// Polls sources. Each poll publishes the difference between what they say and what the system holds, and the predictions that are due.
/// </summary>
internal sealed class Follower
{
    private readonly FollowSettings _settings;
    private readonly FollowedSources _sources;
    private readonly HeldReader _held;
    private readonly FollowDiagnostics _diagnostics;
    private readonly TimeProvider _time;
    private readonly Sayings _sayings;
    private readonly RecentlyPublished _published = new();
    private bool _isFailing;

    /// <param name="api">With the API's address and key.</param>
    /// <param name="time">The clock by which matches are played.</param>
    /// <param name="say">Takes sentences for people.</param>
    public Follower(
        IEnumerable<IResultSource> sources, HttpClient api, FollowSettings settings, FollowDiagnostics diagnostics, TimeProvider time,
        Action<string> say)
    {
        (_settings, _diagnostics, _time, _sayings) = (settings, diagnostics, time, new Sayings(say));
        _sources = new FollowedSources(sources, time, say);
        _held = new HeldReader(api, TimeProvider.System, say);
        Health = new FollowHealth(settings.Every);
        Scoreboard = new Scoreboard(time.GetUtcNow(), []);
    }

    public FollowHealth Health { get; }

    /// <summary>The matches around now, as of the last poll.</summary>
    public Scoreboard Scoreboard { get; private set; }

    /// <summary>Polls until it is cancelled; then it completes.</summary>
    /// <exception cref="UnreadableFileException">Two sources have the same competition and season.</exception>
    public async Task RunAsync(CancellationToken ct)
    {
        using var timer = new PeriodicTimer(_settings.Every, _time);
        try
        {
            do
            {
                await PollAsync(ct);
            }
            while (await timer.WaitForNextTickAsync(ct));
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // What was not published yet is published by the next process.
        }
    }

    /// <summary>Polls once. An outage of the system is told, not thrown.</summary>
    /// <returns>What the broker confirmed.</returns>
    /// <exception cref="UnreadableFileException">Two sources have the same competition and season.</exception>
    public async Task<PollOutcome> PollAsync(CancellationToken ct)
    {
        using var span = FollowDiagnostics.Traces.StartActivity("follow poll");
        Health.Begin();
        var seasons = await _sources.ReadAsync(ct);
        var now = Microseconds.Cut(_time.GetUtcNow());
        foreach (var source in _sources.All)
            _diagnostics.Read(source, _settings.Zones, now);
        Scoreboard = Scoreboard.Of(seasons, _settings.Zones, now);
        try
        {
            var outcome = seasons.Count == 0 ? PollOutcome.Nothing : await PublishDifferencesAsync(seasons, now, ct);
            if (_isFailing)
                _sayings.Say("The system answers again.");
            _isFailing = false;
            End(seasons.Count == 0 ? "no source could be read yet" : null);
            return outcome;
        }
        catch (Exception problem) when (IsOutage(problem, ct))
        {
            span?.SetStatus(ActivityStatusCode.Error, problem.Message);
            if (!_isFailing)
                _sayings.Say($"The poll failed, and is repeated at the next one: {problem.Message}");
            _isFailing = true;
            End(problem.Message);
            return PollOutcome.Nothing;
        }
    }

    private void End(string? problem)
    {
        Health.End(problem);
        _diagnostics.Polled(problem is null);
    }

    private async Task<PollOutcome> PublishDifferencesAsync(List<SourceSeason> seasons, DateTimeOffset now, CancellationToken ct)
    {
        var held = await _held.ReadAsync(FollowPlan.Needs(seasons, _settings.Zones, now), ct);
        foreach (var match in _published.Settle(held, TimeProvider.System.GetUtcNow()))
            _sayings.Say($"not in force: {PlanReport.Line(match)}");
        _published.Forget(now);
        var options = new PlanOptions(now) { Zones = _settings.Zones, GivenAliases = _settings.Aliases, KeepVoids = true };
        var plan = FollowPlan.Of(seasons, held, options, _settings.Forecasters);
        _sayings.SayNews(plan.Results);

        var sent = TimeProvider.System.GetUtcNow();
        PlannedChange[] changes = [.. plan.Results.Changes.Where(change => !_published.IsWaiting(change, sent))];
        // The API may have taken its time: no prediction is published after kickoff.
        var predictions = plan.Predictions
            .Where(due => _time.GetUtcNow() < due.Before && !_published.Has(due.Message))
            .Select(due => due.Message)
            .ToArray();
        FeedMessage[] messages = [.. predictions, .. changes.SelectMany(change => change.Messages)];
        if (messages.Length > 0)
            await new PollPublisher(_settings.Broker, _diagnostics).PublishAsync(messages, ct);
        foreach (var prediction in predictions)
            _published.Add(prediction);
        foreach (var change in changes)
            _published.Add(change, sent);
        _diagnostics.Waiting(_published.Waiting);
        _sayings.SayPublished(predictions, changes);
        return new PollOutcome(predictions.Length, changes.Length);
    }

    private static bool IsOutage(Exception problem, CancellationToken ct) =>
        problem is CommandFailedException or RabbitMQClientException or IOException
        || (problem is OperationCanceledException && !ct.IsCancellationRequested);
}

/// <summary>What a poll published.</summary>
/// <param name="Changes">Matches with a new or corrected result, or a void.</param>
internal sealed record PollOutcome(int Predictions, int Changes)
{
    public static PollOutcome Nothing { get; } = new(0, 0);
}
