using Spectre.Console;

namespace Statsctl;

/// <summary>The two outputs of a command.</summary>
internal static class Terminal
{
    /// <summary>Standard error: for people, where standard output is for a report.</summary>
    public static IAnsiConsole Error { get; } = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });

    /// <summary>Whether somebody looks at it and it can be drawn anew.</summary>
    public static bool IsLive(IAnsiConsole console) => console.Profile.Capabilities.Interactive && console.Profile.Out.IsTerminal;

    /// <summary>Says a sentence. Not through the console's own layout: it would break lines at 80 columns in a log.</summary>
    public static void Say(IAnsiConsole console, string sentence) => console.Profile.Out.Writer.WriteLine(sentence);
}
