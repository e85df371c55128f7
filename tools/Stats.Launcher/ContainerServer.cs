using System.Diagnostics;

namespace Stats.Launcher;

/// <summary>
/// A server in a container, its port published on the loopback only. The container stays when it is killed, so that it can
/// be started again with its data; the janitor removes it, by its label.
/// </summary>
internal sealed class ContainerServer(ContainerEngine engine, ContainerSpec spec, Janitor janitor, FreePorts ports) : IOwnServer
{
    private const int Attempts = 3;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private int _port;
    private string _container = "";
    private ChildProcess? _log;

    public string ConnectionString => spec.ConnectionString(_port);

    public async Task StartAsync(CancellationToken ct)
    {
        // A stranger may take the port meanwhile: then again with another one.
        for (var attempt = 1; !await TryCreateAsync(last: attempt == Attempts, ct); attempt++)
        {
        }
        await AwaitAsync("all", ct);
    }

    public async Task RunAsync(CancellationToken ct)
    {
        await engine.RunAsync(ct, "start", _container);
        await AwaitAsync("0", ct);
    }

    // It fails if the container doesn't run, which is what was wanted.
    public async Task KillAsync()
    {
        await engine.TryAsync(TimeSpan.FromMinutes(1), CancellationToken.None, "kill", "--signal", "KILL", _container);
        await engine.RunAsync(CancellationToken.None, "wait", _container);
    }

    public Task RunToolAsync(string program, string[] arguments, CancellationToken ct) =>
        engine.RunAsync(ct, ["exec", _container, program, .. arguments]);

    public void Pause() => engine.RunAsync(CancellationToken.None, "pause", _container).GetAwaiter().GetResult();

    public void Resume() => engine.RunAsync(CancellationToken.None, "unpause", _container).GetAwaiter().GetResult();

    // Under the janitor, so that it can't go on to make a container when everything else has been swept.
    private async Task<bool> TryCreateAsync(bool last, CancellationToken ct)
    {
        _port = ports.Take();
        _container = $"{Path.GetFileName(janitor.Folder)}-{spec.Name}-{_port}";
        var run = janitor.Start(new ChildStart($"{spec.Name}-{_port}-run", engine.Program,
            ["run", "--detach", "--pull", "never", "--name", _container, "--label", janitor.Label, "--hostname", spec.Name,
            "--publish", $"127.0.0.1:{_port}:{spec.Port}", "--env-file", await SecretsAsync(ct), .. await FilesAsync(ct), spec.Image, .. spec.Command]));
        await run.WaitForExitAsync(ct);
        var words = run.LogTail();
        // docker's client also ends with 0 when its request was cancelled, but then without the container's id.
        if (run.ExitCode == 0 && words.Length > 0)
            return true;
        var again = words.Length == 0 || words.Contains("already allocated", StringComparison.Ordinal) || words.Contains("already in use", StringComparison.Ordinal);
        if (last || !again)
            throw new LauncherException($"{engine.Name} could not run {spec.Image}. STATS_SERVERS=local takes local programs instead. It said:{Environment.NewLine}{words}");
        return false;
    }

    // Not as arguments: those are to be seen in the list of processes.
    private async Task<string> SecretsAsync(CancellationToken ct)
    {
        var file = Path.Combine(janitor.Folder, $"{spec.Name}.env");
        var forUsAlone = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite };
        await using var writer = new StreamWriter(file, forUsAlone);
        foreach (var (key, value) in spec.Environment)
            await writer.WriteLineAsync($"{key}={value}".AsMemory(), ct);
        return file;
    }

    // Readable for the user that the image runs as.
    private async Task<IReadOnlyList<string>> FilesAsync(CancellationToken ct)
    {
        var mounts = new List<string>();
        foreach (var (path, content) in spec.Files)
        {
            var file = Path.Combine(janitor.Folder, $"{spec.Name}-{Path.GetFileName(path)}");
            await File.WriteAllTextAsync(file, content, ct);
            mounts.AddRange("--volume", $"{file}:{path}:ro");
        }
        return mounts;
    }

    private async Task AwaitAsync(string linesOfBefore, CancellationToken ct)
    {
        var waited = Stopwatch.StartNew();
        _log = janitor.Start(new ChildStart($"{spec.Name}-{_port}", engine.Program, "logs", "--follow", "--tail", linesOfBefore, _container));
        while (!await spec.AnswersAsync(_port, ct))
        {
            // It follows the log until the container ends.
            if (_log.HasExited)
                throw Failed("ended instead of starting");
            if (waited.Elapsed > Patience)
                throw Failed($"gave no answer for {Patience.TotalSeconds} s");
            await Task.Delay(50, ct);
        }
    }

    private LauncherException Failed(string what) => new(
        $"The container of {spec.Image} {what}. STATS_SERVERS=local takes local programs instead. The end of its log:{Environment.NewLine}{_log?.LogTail()}");
}
