namespace Statsctl.Canary;

/// <summary>Shows a canary's progress on standard error: one live line on a terminal, a line every ten seconds elsewhere.</summary>
internal static class CanaryDisplay
{
    private static readonly TimeSpan BetweenLines = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan BetweenUpdates = TimeSpan.FromMilliseconds(500);

    private static bool IsLive => Terminal.IsLive(Terminal.Error);

    /// <summary>Prints a sentence at once, above the live line if there is one.</summary>
    public static void Say(string sentence)
    {
        if (IsLive)
            Terminal.Error.WriteLine(sentence);
        else
            Terminal.Say(Terminal.Error, sentence);
    }

    /// <summary>Runs the work and shows the line until it ends.</summary>
    public static Task ShowAsync(Func<string> line, Func<Task> work) => IsLive
        ? Terminal.Error.Status().StartAsync("…", status => WatchAsync(work(), BetweenUpdates, () => status.Status(Markup.Escape(line()))))
        : WatchAsync(work(), BetweenLines, () => Say(line()));

    private static async Task WatchAsync(Task running, TimeSpan between, Action show)
    {
        while (await Task.WhenAny(running, Task.Delay(between)) != running)
            show();
        await running;
    }
}
