using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Statsctl.Replay;

/// <summary>Shows how far a replay is: a bar with rate and time left on a terminal, a line every two seconds elsewhere.</summary>
public static class ReplayProgress
{
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(2);

    /// <summary>Runs the work; it calls what it is given once for each message confirmed, from any thread.</summary>
    public static Task ShowAsync(IAnsiConsole console, int total, Func<Action, Task> work) =>
        console.Profile.Capabilities.Interactive && console.Profile.Out.IsTerminal
            ? BarAsync(console, total, work)
            : LinesAsync(console, total, work);

    private static Task BarAsync(IAnsiConsole console, int total, Func<Action, Task> work) => console.Progress()
        .Columns(
            new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RateColumn(), new RemainingTimeColumn())
        .StartAsync(context =>
        {
            var task = context.AddTask("Replaying", maxValue: total);
            return work(() => task.Increment(1));
        });

    private static async Task LinesAsync(IAnsiConsole console, int total, Func<Action, Task> work)
    {
        var confirmed = 0;
        var started = TimeProvider.System.GetTimestamp();
        var running = work(() => Interlocked.Increment(ref confirmed));
        while (await Task.WhenAny(running, Task.Delay(Between)) != running)
            console.Profile.Out.Writer.WriteLine(Line(Volatile.Read(ref confirmed), total, TimeProvider.System.GetElapsedTime(started)));
        await running;
    }

    private static string Line(int confirmed, int total, TimeSpan elapsed)
    {
        var rate = confirmed / elapsed.TotalSeconds;
        var left = confirmed == 0 ? "" : $", {TimeSpan.FromSeconds(Math.Ceiling((total - confirmed) / rate))} left";
        return string.Create(CultureInfo.InvariantCulture,
            $"Replaying: {100.0 * confirmed / total:N0}%, {confirmed:N0} of {total:N0}, {rate:N0}/s{left}");
    }

    private sealed class RateColumn : ProgressColumn
    {
        public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) =>
            new Text($"{(task.Speed ?? 0).ToString("N0", CultureInfo.InvariantCulture)}/s");
    }
}
