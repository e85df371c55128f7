using System.ComponentModel;
using System.Diagnostics;

namespace Stats.Tests;

/// <summary>Runs a program to its end.</summary>
internal static class ProgramRun
{
    /// <summary>The exit code if the program is not on the PATH, as in a shell.</summary>
    public const int Missing = 127;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <param name="environment">Environment variables; null removes one.</param>
    /// <param name="folder">The working directory.</param>
    /// <param name="patience">The time after which the program is killed, by default three minutes.</param>
    public static async Task<(int Code, string Output, string Error)> RunAsync(
        string program,
        IEnumerable<string> arguments,
        IReadOnlyDictionary<string, string?>? environment = null,
        string folder = "",
        TimeSpan? patience = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string?>())
        {
            if (value is null)
                start.Environment.Remove(name);
            else
                start.Environment[name] = value;
        }
        try
        {
            using var process = Process.Start(start)!;
            using var limit = new CancellationTokenSource(patience ?? Patience);
            using var kill = limit.Token.Register(() => process.Kill(entireProcessTree: true));
            var error = process.StandardError.ReadToEndAsync(CancellationToken.None);
            var output = await process.StandardOutput.ReadToEndAsync(CancellationToken.None).ConfigureAwait(false);
            await process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
            return (process.ExitCode, output, await error.ConfigureAwait(false));
        }
        catch (Win32Exception)
        {
            return (Missing, "", "");
        }
    }
}
