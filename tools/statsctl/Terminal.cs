namespace Statsctl;

/// <summary>The two outputs of a command.</summary>
internal static class Terminal
{
    /// <summary>Standard error, for people; standard output is for reports.</summary>
    public static IAnsiConsole Error { get; } = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });

    /// <summary>Whether it is a terminal that can redraw its lines.</summary>
    public static bool IsLive(IAnsiConsole console) => console.Profile.Capabilities.Interactive && console.Profile.Out.IsTerminal;

    /// <summary>Prints a sentence, without the console's layout, which would break lines at 80 columns in a log.</summary>
    public static void Say(IAnsiConsole console, string sentence) => console.Profile.Out.Writer.WriteLine(sentence);
}
