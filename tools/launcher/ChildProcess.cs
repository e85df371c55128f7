namespace Launcher;

/// <summary>A program under the janitor: it can't outlive this process.</summary>
public sealed class ChildProcess
{
    private readonly Process _process;
    private readonly Signal _stop;

    internal ChildProcess(string name, Process process, string logFile, Signal stop)
    {
        (Name, _process, LogFile, _stop) = (name, process, logFile, stop);
        Id = process.Id;
    }

    public string Name { get; }

    public int Id { get; }

    /// <summary>The log of its standard output and standard error; a second start appends.</summary>
    public string LogFile { get; }

    public bool HasExited => _process.HasExited;

    /// <summary>Its exit code, 128 + n if signal n ended it; only after it has ended.</summary>
    public int ExitCode => _process.ExitCode;

    public Task WaitForExitAsync(CancellationToken ct = default) => _process.WaitForExitAsync(ct);

    /// <summary>Pauses it and all its descendants (SIGSTOP), and returns when all have stopped.</summary>
    public void Pause()
    {
        if (!HasExited)
            ProcessTree.Stop(ProcessTree.Of(Id));
    }

    /// <summary>Resumes it and all its descendants (SIGCONT).</summary>
    public void Resume()
    {
        if (!HasExited)
            ProcessTree.Send(ProcessTree.Of(Id), Signal.Continue);
    }

    /// <summary>Kills it with all its descendants (kill -9) and waits until all have ended.</summary>
    public async Task KillAsync()
    {
        if (HasExited)
            return;
        var tree = ProcessTree.Of(Id);
        ProcessTree.Send(tree, Signal.Kill);
        await WaitForExitAsync();
        while (tree.Exists(ProcessTree.Lives))
            await Task.Delay(10);
    }

    /// <summary>Sends its stop signal, and kills it if it has not ended after the grace.</summary>
    public async Task StopAsync(TimeSpan grace)
    {
        if (HasExited)
            return;
        ProcessTree.Send([Id], _stop);
        ProcessTree.Send([Id], Signal.Continue);
        using var patience = new CancellationTokenSource(grace);
        try
        {
            await WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            await KillAsync();
        }
    }

    public string LogTail(int lines = 20) =>
        File.Exists(LogFile) ? string.Join(Environment.NewLine, File.ReadLines(LogFile).TakeLast(lines)) : "";
}
