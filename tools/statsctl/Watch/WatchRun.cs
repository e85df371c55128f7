using Spectre.Console;
using Statsctl.Feed;

namespace Statsctl.Watch;

/// <summary>What to watch, and for how long.</summary>
/// <param name="Broker">Where scorings and invalidations are told.</param>
/// <param name="For">How long; null for ever.</param>
/// <param name="Count">After how many scorings it ends; null for never.</param>
/// <param name="Json">Whether each event is a JSON object.</param>
internal sealed record WatchRequest(Uri Broker, TimeSpan? For, int? Count, bool Json);

/// <summary>Listens and shows it, until its time is over.</summary>
internal sealed class WatchRun(WatchRequest request)
{
    private static readonly TimeSpan BetweenViews = TimeSpan.FromMilliseconds(250);

    private readonly WatchState _state = new(Now);
    private readonly TaskCompletionSource _enough = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly bool _live = !request.Json && Terminal.IsLive(AnsiConsole.Console);

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    /// <summary>Ends when enough was scored, when the time is over, or when it is cancelled.</summary>
    /// <exception cref="CommandFailedException">The broker can't be reached, or went away, or the time was over before enough was scored.</exception>
    public async Task RunAsync(CancellationToken ct)
    {
        var listened = false;
        using var over = CancellationTokenSource.CreateLinkedTokenSource(ct);
        Task[] tasks =
        [
            Listener.RunAsync(request.Broker, Take, Listening, over.Token),
            _live ? ViewAsync(over.Token) : Task.Delay(Timeout.Infinite, over.Token),
        ];
        try
        {
            await await Task.WhenAny([.. tasks, _enough.Task]);
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested)
        {
            // As it was meant to end.
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
            throw new CommandFailedException($"the time was over after {_state.Scorings} of {asked} scorings");

        void Listening()
        {
            listened = true;
            if (!_live)
                Terminal.Say(Terminal.Error, $"Listening at {Broker.WithoutPassword(request.Broker)}.");
            if (request.For is { } time)
                over.CancelAfter(time);
        }
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
