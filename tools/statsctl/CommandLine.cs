using System.CommandLine;
using System.CommandLine.Invocation;

namespace Statsctl;

/// <summary>Runs the command that was typed and turns its outcome into an exit code.</summary>
public static class CommandLine
{
    /// <summary>What <c>statsctl --help</c> begins with.</summary>
    public const string Description = """
        The operator's tool for Stats: feeds it real results and looks after it.

        Exit codes: 0 done, 1 failed (one message on standard error says why), 2 wrong usage.
        """;

    /// <summary>Parses and runs.</summary>
    /// <returns>0 done, 1 failed or interrupted, 2 wrong usage.</returns>
    public static async Task<int> RunAsync(RootCommand root, IReadOnlyList<string> args)
    {
        var parsed = root.Parse(args);
        try
        {
            var code = await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
            return parsed.Action is ParseErrorAction ? ExitCode.WrongUsage : code;
        }
        catch (CommandFailedException failure)
        {
            await Console.Error.WriteLineAsync($"statsctl: {failure.Message}");
            return ExitCode.Failed;
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("statsctl: interrupted");
            return ExitCode.Failed;
        }
    }
}
