using System.CommandLine.Invocation;
using System.Runtime.InteropServices;

namespace Statsctl;

/// <summary>Runs the command and turns its outcome into an exit code.</summary>
public static class CommandLine
{
    /// <summary>The beginning of <c>statsctl --help</c>.</summary>
    public const string Description = """
        The operator's tool for Stats: publishes to the feed, and maintains the database, the broker and the cache.

        Exit codes: 0 success, 1 failure or interruption (see standard error), 2 wrong usage, 3 a file contains messages that the service
        would refuse (feed check, publish messages). verify, canary, watch and results apply list their own exit codes in their help.
        """;

    /// <returns>One of <see cref="ExitCode"/>, or a code that the command's help explains.</returns>
    public static async Task<int> RunAsync(RootCommand root, IReadOnlyList<string> args)
    {
        var parsed = root.Parse(args);
        using var stop = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        try
        {
            // The library's own signal handling would end the process after two seconds, even before it has cleaned up.
            var configuration = new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
            var code = await parsed.InvokeAsync(configuration, stop.Token);
            return parsed.Action is ParseErrorAction ? ExitCode.WrongUsage : code;
        }
        catch (CommandFailedException failure)
        {
            await Console.Error.WriteLineAsync($"{root.Name}: {failure.Message}");
            return ExitCode.Failed;
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync($"{root.Name}: interrupted");
            return ExitCode.Failed;
        }

        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stop.Cancel();
        }
    }
}
