using System.Collections;

namespace Launcher;

/// <summary>A server program on a loopback port of its own, with its data in the janitor's folder.</summary>
internal abstract class LocalServer(string name, Janitor janitor, FreePorts ports, TlsFiles? tls = null) : IOwnServer
{
    private const int Attempts = 3;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private ChildProcess? _process;
    private int _tools;
    private bool _paused;

    public abstract string ConnectionString { get; }

    /// <summary>The port with TLS.</summary>
    public int TlsPort { get; protected set; }

    protected int Port { get; private set; }

    /// <summary>The server's own copies of its certificate and key; null without TLS.</summary>
    protected TlsFiles? Tls { get; private set; }

    /// <summary>The folder of this attempt to start.</summary>
    protected string Folder { get; private set; } = "";

    protected FreePorts Ports => ports;

    /// <summary>Chooses a port, prepares the data and starts; retries with another port if another program took it meanwhile.</summary>
    public async Task StartAsync(CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            Port = ports.Take();
            Folder = Directory.CreateDirectory(Path.Combine(janitor.Folder, $"{name}-{Port}")).FullName;
            try
            {
                PrepareTls();
                await PrepareAsync(ct);
                await RunAsync(ct);
                await FirstStartedAsync(ct);
                return;
            }
            catch (LauncherException) when (attempt < Attempts && PortWasTaken())
            {
                await KillAsync();
            }
        }
    }

    /// <summary>Starts the program with its existing data, and waits until it answers.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        var waited = Stopwatch.StartNew();
        _paused = false;
        _process = janitor.Start(Command() with { Name = Path.GetFileName(Folder), WorkingDirectory = Folder });
        while (!await AnswersAsync(ct))
        {
            if (_process.HasExited)
                throw Failed(_process, $"ended with exit code {_process.ExitCode} instead of starting");
            if (waited.Elapsed > Patience)
                throw Failed(_process, $"did not answer within {Patience.TotalSeconds} s");
            await Task.Delay(25, ct);
        }
    }

    /// <summary>Kills the program at once, as a crash would, if it still runs.</summary>
    public async Task KillAsync()
    {
        if (_process is not { HasExited: false })
            return;
        if (!_paused)
            await BeforeKillAsync();
        await _process.KillAsync();
    }

    public async Task<string> RunToolAsync(string program, IReadOnlyList<string> arguments, CancellationToken ct)
    {
        var log = await CompleteAsync(Tool(program, arguments) with { Name = $"{program}-{Port}-{Interlocked.Increment(ref _tools)}" }, ct);
        return await File.ReadAllTextAsync(log, ct);
    }

    public virtual string ToolCommand(string program) => Programs.Require(program);

    public void Pause()
    {
        _paused = true;
        _process?.Pause();
    }

    public void Resume()
    {
        _process?.Resume();
        _paused = false;
    }

    protected virtual ChildStart Tool(string program, IReadOnlyList<string> arguments) =>
        new(program, Programs.Require(program), [.. arguments]);

    protected abstract Task PrepareAsync(CancellationToken ct);

    protected abstract ChildStart Command();

    protected abstract Task<bool> AnswersAsync(CancellationToken ct);

    protected virtual Task FirstStartedAsync(CancellationToken ct) => Task.CompletedTask;

    /// <summary>Saves data that a crash must not lose, if the server would save it only seconds later.</summary>
    protected virtual Task BeforeKillAsync() => Task.CompletedTask;

    /// <summary>Starts a program that belongs to this server.</summary>
    protected ChildProcess Launch(ChildStart start) => janitor.Start(start with { WorkingDirectory = Folder });

    /// <returns>The file with its output.</returns>
    protected async Task<string> CompleteAsync(ChildStart start, CancellationToken ct)
    {
        var process = Launch(start);
        await process.WaitForExitAsync(ct);
        return process.ExitCode == 0 ? process.LogFile : throw Failed(process, $"ended with exit code {process.ExitCode}");
    }

    /// <summary>Unsets the user's variables with these prefixes, so that they don't affect our servers.</summary>
    protected static Dictionary<string, string?> Without(params string[] prefixes) => Environment.GetEnvironmentVariables()
        .Cast<DictionaryEntry>()
        .Select(variable => (string)variable.Key)
        .Where(key => Array.Exists(prefixes, prefix => key.StartsWith(prefix, StringComparison.Ordinal)))
        .ToDictionary(key => key, _ => (string?)null);

    // Some servers insist on a key that only they can read.
    private void PrepareTls()
    {
        if (tls is null)
            return;
        TlsPort = ports.Take();
        Tls = new TlsFiles(Path.Combine(Folder, "server.crt"), Path.Combine(Folder, "server.key"));
        File.Copy(tls.Certificate, Tls.Certificate, overwrite: true);
        File.Copy(tls.Key, Tls.Key, overwrite: true);
        File.SetUnixFileMode(Tls.Key, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    private bool PortWasTaken() => _process?.LogTail(200) is { } log
        && (log.Contains("already in use", StringComparison.OrdinalIgnoreCase) || log.Contains("eaddrinuse", StringComparison.Ordinal));

    private static LauncherException Failed(ChildProcess process, string what) =>
        new($"{process.Name} {what}. The end of its log:{Environment.NewLine}{process.LogTail()}");
}
