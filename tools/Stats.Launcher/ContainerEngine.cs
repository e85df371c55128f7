using System.Diagnostics;

namespace Stats.Launcher;

/// <summary>docker or podman, through its command line.</summary>
/// <param name="name">What messages call it.</param>
/// <param name="program">Its path.</param>
internal sealed class ContainerEngine(string name, string program)
{
    // An engine that hangs must not hold up a start for long.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public string Name => name;

    public string Program => program;

    /// <summary>Whether there is somebody behind the command line.</summary>
    public async Task<bool> AnswersAsync(CancellationToken ct) => (await TryAsync(Patience, ct, "ps", "-q")).Succeeded;

    public async Task<bool> HasAsync(string image, CancellationToken ct) => (await TryAsync(5 * Patience, ct, "image", "inspect", image)).Succeeded;

    /// <summary>Runs it and returns what it printed.</summary>
    /// <exception cref="LauncherException">It failed; its last words are in the message.</exception>
    public async Task<string> RunAsync(CancellationToken ct, params string[] arguments)
    {
        var (succeeded, output) = await TryAsync(TimeSpan.FromMinutes(1), ct, arguments);
        return succeeded ? output : throw new LauncherException($"{name} {arguments[0]} failed: {output}");
    }

    /// <summary>Runs it for so long at most. Kills it when the time is over.</summary>
    /// <returns>Whether it succeeded, and what it printed; if it failed, its last line.</returns>
    public async Task<(bool Succeeded, string Output)> TryAsync(TimeSpan patience, CancellationToken ct, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(ct);
        timeout.CancelAfter(patience);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(timeout.Token);
            var errors = process.StandardError.ReadToEndAsync(timeout.Token);
            await process.WaitForExitAsync(timeout.Token);
            return process.ExitCode == 0 ? (true, (await output).Trim()) : (false, LastLine(await errors));
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            ct.ThrowIfCancellationRequested();
            return (false, $"no answer for {patience.TotalSeconds} s");
        }
    }

    private static string LastLine(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault("no reason given");
}
