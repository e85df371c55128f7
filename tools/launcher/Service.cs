namespace Launcher;

/// <summary>One process of a service, on a port that stays the same after restarts.</summary>
public sealed class Service
{
    private readonly Func<ChildProcess> _start;
    private readonly TimeSpan _patience;
    private ChildProcess? _process;

    internal Service(string name, Uri address, Func<ChildProcess> start, TimeSpan patience) =>
        (Name, Address, _start, _patience) = (name, address, start, patience);

    public string Name { get; }

    public Uri Address { get; }

    public ChildProcess Process => _process ?? throw new InvalidOperationException($"{Name} was not started.");

    /// <exception cref="LauncherException">It ended, or was not ready in time; the message has the end of its log.</exception>
    public async Task StartAsync(CancellationToken ct = default)
    {
        _process = _start();
        var waited = Stopwatch.StartNew();
        using var http = new HttpClient { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(5) };
        while (!await ReadyAsync(http, ct))
        {
            if (_process.HasExited || waited.Elapsed > _patience)
                throw new LauncherException($"{Name} did not become ready. The end of its log:{Environment.NewLine}{_process.LogTail()}");
            await Task.Delay(50, ct);
        }
    }

    /// <summary>Kills it at once, as a crash would (kill -9).</summary>
    public Task KillAsync() => Process.KillAsync();

    /// <summary>Asks it to end (SIGTERM).</summary>
    public Task StopAsync(TimeSpan grace) => _process?.StopAsync(grace) ?? Task.CompletedTask;

    private static async Task<bool> ReadyAsync(HttpClient http, CancellationToken ct)
    {
        try
        {
            using var response = await http.GetAsync("health/ready", ct);
            return response.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException || (e is OperationCanceledException && !ct.IsCancellationRequested))
        {
            return false;
        }
    }
}
