using Spectre.Console.Rendering;

namespace Statsctl;

/// <summary>Shows progress: a bar with rate and time left on a terminal, a line every two seconds elsewhere.</summary>
public static class ProgressDisplay
{
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(2);

    /// <param name="what">The name of the work, such as <c>Replaying</c>.</param>
    /// <param name="work">Calls its argument after each step, from any thread.</param>
    public static Task ShowAsync(IAnsiConsole console, string what, long total, Func<Action, Task> work) =>
        Terminal.IsLive(console)
            ? BarAsync(console, what, total, work)
            : LinesAsync(console, what, total, work);

    private static Task BarAsync(IAnsiConsole console, string what, long total, Func<Action, Task> work) => console.Progress()
        .Columns(
            new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RateColumn(), new RemainingTimeColumn())
        .StartAsync(context =>
        {
            var task = context.AddTask(what, maxValue: total);
            return work(() => task.Increment(1));
        });

    private static async Task LinesAsync(IAnsiConsole console, string what, long total, Func<Action, Task> work)
    {
        var (done, shown) = (0, -1);
        var started = TimeProvider.System.GetTimestamp();
        var running = work(() => Interlocked.Increment(ref done));
        while (await Task.WhenAny(running, Task.Delay(Between)) != running)
        {
            // The work may go on after its last step.
            if (shown == total)
                continue;
            shown = Volatile.Read(ref done);
            console.Profile.Out.Writer.WriteLine(Line(what, shown, total, TimeProvider.System.GetElapsedTime(started)));
        }
        await running;
    }

    private static string Line(string what, int done, long total, TimeSpan elapsed)
    {
        var rate = done / elapsed.TotalSeconds;
        var left = done == 0 ? "" : $", {TimeSpan.FromSeconds(Math.Ceiling((total - done) / rate))} left";
        return string.Create(CultureInfo.InvariantCulture,
            $"{what}: {100.0 * done / Math.Max(total, 1):N0}%, {done:N0} of {total:N0}, {rate:N0}/s{left}");
    }

    private sealed class RateColumn : ProgressColumn
    {
        public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) =>
            new Text($"{(task.Speed ?? 0).ToString("N0", CultureInfo.InvariantCulture)}/s");
    }
}
