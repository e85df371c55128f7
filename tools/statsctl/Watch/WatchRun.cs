namespace Statsctl.Watch;

/// <summary>The options of a watch, which <see cref="WatchCommand"/> describes.</summary>
internal sealed record WatchRequest(Uri Broker, TimeSpan? For, int? Count, bool Json);

/// <summary>Listens and shows the events until its time is over.</summary>
internal sealed class WatchRun(WatchRequest request)
{
    private static readonly TimeSpan BetweenViews = TimeSpan.FromMilliseconds(250);

    private readonly WatchState _state = new(Now);
    private readonly TaskCompletionSource _enough = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly bool _live = !request.Json && Terminal.IsLive(AnsiConsole.Console);

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    /// <summary>Completes when enough was scored, when the time is over, or when it is cancelled.</summary>
    /// <exception cref="CommandFailedException">The broker failed, or the time was over before enough was scored.</exception>
    public async Task RunAsync(CancellationToken ct)
    {
        var listened = false;
        using var over = CancellationTokenSource.CreateLinkedTokenSource(ct);
        Task[] tasks =
        [
            ListenAsync(Listening, over.Token),
            _live ? ViewAsync(over.Token) : Task.Delay(Timeout.Infinite, over.Token),
        ];
        try
        {
            await await Task.WhenAny([.. tasks, _enough.Task]);
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested)
        {
            // The intended end.
        }
        finally
        {
            await over.CancelAsync();
            await Task.WhenAll(tasks).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            var summary = _state.Summary(Now);
            if (listened)
                Console.WriteLine(request.Json ? summary.ToJson() : summary.ToString());
        }
        if (request.Count is { } asked && !_enough.Task.IsCompleted && !ct.IsCancellationRequested)
            throw new CommandFailedException($"--for ended after {_state.Scorings} of {asked} scorings");

        void Listening()
        {
            listened = true;
            if (!_live)
                Terminal.Say(Terminal.Error, $"Listening at {Broker.WithoutPassword(request.Broker)}.");
            if (request.For is { } time)
                over.CancelAfter(time);
        }
    }

    private async Task ListenAsync(Action listening, CancellationToken ct)
    {
        await Listener.RunAsync(request.Broker, [typeof(PointsCalculated), typeof(StatsInvalidated)], Take, listening, ct);
        throw new FeedException(
            $"the connection to {Broker.WithoutPassword(request.Broker)} was lost, and later events are missing: run the command again");
    }

    private void Take(Heard heard)
    {
        if (_enough.Task.IsCompleted)
            return;
        Tell(_state.Take(heard, Now));
        if (_state.Scorings >= request.Count)
            _enough.TrySetResult();
    }

    private void Tell(WatchEvent told)
    {
        if (!_live)
            Console.WriteLine(request.Json ? told.ToJson() : told.ToString());
    }

    private Task ViewAsync(CancellationToken ct) => AnsiConsole.Live(View()).StartAsync(async context =>
    {
        using var timer = new PeriodicTimer(BetweenViews);
        while (await timer.WaitForNextTickAsync(ct))
            context.UpdateTarget(View());
    });

    private Spectre.Console.Rendering.IRenderable View() => WatchView.Of(_state.Summary(Now), _state.Last);
}
