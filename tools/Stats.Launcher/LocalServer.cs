using System.Collections;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Stats.Launcher;

/// <summary>One server program on a loopback port of its own, with its data in the janitor's folder.</summary>
internal abstract class LocalServer(string name, Janitor janitor, FreePorts ports)
{
    private const int Attempts = 3;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private ChildProcess? _process;

    public abstract string ConnectionString { get; }

    protected int Port { get; private set; }

    /// <summary>This attempt's own folder.</summary>
    protected string Folder { get; private set; } = "";

    protected FreePorts Ports => ports;

    /// <summary>Chooses a port, makes the data and starts; again with another port if a stranger took it meanwhile.</summary>
    public async Task StartAsync(CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            Port = ports.Take();
            Folder = Directory.CreateDirectory(Path.Combine(janitor.Folder, $"{name}-{Port}")).FullName;
            try
            {
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

    /// <summary>Starts the program, with whatever data it left before, and waits until it answers.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        var waited = Stopwatch.StartNew();
        _process = janitor.Start(Command() with { Name = Path.GetFileName(Folder), WorkingDirectory = Folder });
        while (!await AnswersAsync(ct))
        {
            if (_process.HasExited)
                throw Failed(_process, $"ended with exit code {_process.ExitCode} instead of starting");
            if (waited.Elapsed > Patience)
                throw Failed(_process, $"gave no answer for {Patience.TotalSeconds} s");
            await Task.Delay(25, ct);
        }
    }

    public Task KillAsync() => _process?.KillAsync() ?? Task.CompletedTask;

    public void Send(Signal signal) => _process?.Send(signal);

    protected abstract Task PrepareAsync(CancellationToken ct);

    protected abstract ChildStart Command();

    protected abstract Task<bool> AnswersAsync(CancellationToken ct);

    protected virtual Task FirstStartedAsync(CancellationToken ct) => Task.CompletedTask;

    /// <summary>Starts a program that belongs to this server.</summary>
    protected ChildProcess Launch(ChildStart start) => janitor.Start(start with { WorkingDirectory = Folder });

    /// <summary>Runs a program to its end.</summary>
    protected async Task CompleteAsync(ChildStart start, CancellationToken ct)
    {
        var process = Launch(start);
        await process.WaitForExitAsync(ct);
        if (process.ExitCode != 0)
            throw Failed(process, $"ended with exit code {process.ExitCode}");
    }

    /// <summary>Says the greeting to the port and compares the beginning of the answer.</summary>
    protected static async Task<bool> AnswersAsync(int port, ReadOnlyMemory<byte> greeting, byte[] expected, CancellationToken ct)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(TimeSpan.FromSeconds(5));
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, port, patience.Token);
            await socket.SendAsync(greeting, patience.Token);
            var answer = new byte[expected.Length];
            var read = expected.Length == 0 ? 0 : await socket.ReceiveAsync(answer, patience.Token);
            return answer.AsSpan(0, read).SequenceEqual(expected);
        }
        catch (Exception e) when (e is SocketException || (e is OperationCanceledException && !ct.IsCancellationRequested))
        {
            return false;
        }
    }

    /// <summary>Takes away what the user's shell says to such programs; ours must not listen to it.</summary>
    protected static Dictionary<string, string?> Without(params string[] prefixes) => Environment.GetEnvironmentVariables()
        .Cast<DictionaryEntry>()
        .Select(variable => (string)variable.Key)
        .Where(key => Array.Exists(prefixes, prefix => key.StartsWith(prefix, StringComparison.Ordinal)))
        .ToDictionary(key => key, _ => (string?)null);

    private bool PortWasTaken() => _process?.LogTail(200) is { } log
        && (log.Contains("already in use", StringComparison.OrdinalIgnoreCase) || log.Contains("eaddrinuse", StringComparison.Ordinal));

    private static LauncherException Failed(ChildProcess process, string what) =>
        new($"{process.Name} {what}. The end of its log:{Environment.NewLine}{process.LogTail()}");
}
