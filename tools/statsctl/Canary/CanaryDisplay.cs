using Spectre.Console;

namespace Statsctl.Canary;

/// <summary>Shows how a canary is doing, on standard error: one live line on a terminal, a line every ten seconds elsewhere.</summary>
internal static class CanaryDisplay
{
    private static readonly TimeSpan BetweenLines = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan BetweenUpdates = TimeSpan.FromMilliseconds(500);

    /// <summary>Standard error: standard output is for the report.</summary>
    public static IAnsiConsole Console { get; } = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(System.Console.Error) });

    private static bool IsLive => Console.Profile.Capabilities.Interactive && Console.Profile.Out.IsTerminal;

    /// <summary>Says a sentence at once, above the live line if there is one.</summary>
    public static void Say(string sentence)
    {
        if (IsLive)
            Console.WriteLine(sentence);
        else
            Console.Profile.Out.Writer.WriteLine(sentence);
    }

    /// <summary>Runs the work and shows the line meanwhile.</summary>
    public static Task ShowAsync(Func<string> line, Func<Task> work) => IsLive
        ? Console.Status().StartAsync("…", status => WatchAsync(work(), BetweenUpdates, () => status.Status(Markup.Escape(line()))))
        : WatchAsync(work(), BetweenLines, () => Say(line()));

    private static async Task WatchAsync(Task running, TimeSpan between, Action show)
    {
        while (await Task.WhenAny(running, Task.Delay(between)) != running)
            show();
        await running;
    }
}
