namespace Launcher;

/// <summary>
/// Owns a temporary folder and the processes started in it, and removes both when this process ends, however it ends. A small shell
/// process waits at a pipe and cleans up when the pipe closes; the kernel closes it even after a kill -9. Each child has a session of its
/// own, so Ctrl-C in a terminal reaches only this process.
/// </summary>
public sealed class Janitor : IAsyncDisposable
{
    private const string Sweeper = "janitor.sh";
    private const string Wrapper = "child.sh";

    private readonly Process _sweeper;

    /// <summary>Creates the folder and starts the janitor's process.</summary>
    public Janitor()
    {
        Folder = Directory.CreateTempSubdirectory("stats-").FullName;
        // PostgreSQL runs as another user and must be able to enter the folder.
        File.SetUnixFileMode(Folder, File.GetUnixFileMode(Folder) | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        // Written before any start: of two concurrent starts, one must not run a script that the other is still writing.
        foreach (var name in (string[])[Sweeper, Wrapper])
            File.WriteAllText(Script(name), Scripts.Read(name));
        var start = new ProcessStartInfo("setsid", ["sh", Script(Sweeper), Folder]) { RedirectStandardInput = true };
        _sweeper = Process.Start(start)!;
    }

    /// <summary>The temporary folder with data and logs; the janitor removes it.</summary>
    public string Folder { get; }

    /// <summary>Starts a program whose output goes to a log file in the folder.</summary>
    public ChildProcess Start(ChildStart start)
    {
        var log = Path.Combine(Folder, start.Name + ".log");
        var info = new ProcessStartInfo("setsid",
            ["sh", Script(Wrapper), Folder, log, $"{(int)start.StopSignal}", start.FileName, .. start.Arguments])
        {
            WorkingDirectory = start.WorkingDirectory ?? Folder,
        };
        foreach (var (name, value) in start.Environment)
            info.Environment[name] = value;
        return new ChildProcess(start.Name, Process.Start(info)!, log, start.StopSignal);
    }

    /// <summary>Ends all remaining processes and removes the folder.</summary>
    public async ValueTask DisposeAsync()
    {
        _sweeper.StandardInput.Close();
        await _sweeper.WaitForExitAsync();
    }

    private string Script(string name) => Path.Combine(Folder, name);
}
