namespace Bench.Scale;

/// <summary>
/// The processor time and memory of services and servers, as Linux counts them in <c>/proc</c>. A local server is known by the working
/// folder of its processes.
/// </summary>
internal sealed class Usage(Servers servers, IReadOnlyList<Service> services)
{
    private const double Mebibyte = 1 << 20;

    private static readonly Dictionary<string, string> Folders = new()
    {
        ["postgres"] = "PostgreSQL",
        ["redis"] = "Redis",
        ["rabbitmq"] = "RabbitMQ",
    };

    /// <summary>The programs that are measured beside the services.</summary>
    public static IReadOnlyCollection<string> ServerNames => Folders.Values;

    /// <summary>Measures work that returns the number of its items.</summary>
    public async Task<WorkTurn> OfAsync(Func<Task<int>> work)
    {
        var before = Read();
        var began = Stopwatch.GetTimestamp();
        var items = await work();
        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        var used = Read()
            .GroupBy(process => process.Value.Program)
            .ToDictionary(
                program => program.Key,
                program => program.Sum(process => process.Value.Seconds - before.GetValueOrDefault(process.Key).Seconds));
        return new WorkTurn(items, seconds, used);
    }

    /// <summary>The most memory that a replica has had so far (resident), in MiB.</summary>
    public double PeakOf(string service) => Running()
        .Where(running => running.Value == service)
        .Max(running => Process.GetProcessById(running.Key).PeakWorkingSet64 / Mebibyte);

    private Dictionary<int, string> Running() => services
        .Where(service => !service.Process.HasExited)
        .ToDictionary(service => service.Process.Id, service => service.Name);

    private Dictionary<int, (string Program, double Seconds)> Read()
    {
        var running = Running();
        var found = new Dictionary<int, (string Program, double Seconds)>();
        foreach (var path in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(path), out var pid))
                continue;
            try
            {
                if ((running.GetValueOrDefault(pid) ?? ServerOf(path)) is { } program)
                    found[pid] = (program, Process.GetProcessById(pid).TotalProcessorTime.TotalSeconds);
            }
            catch (Exception e) when (e is ArgumentException or InvalidOperationException or IOException or UnauthorizedAccessException)
            {
                // The process ended in the meantime.
            }
        }
        return found;
    }

    // The folder of a server is NAME-PORT in the launcher's folder.
    private string? ServerOf(string process)
    {
        if (new DirectoryInfo($"{process}/cwd").LinkTarget is not { } folder
            || !folder.StartsWith($"{servers.Folder}/", StringComparison.Ordinal))
        {
            return null;
        }
        var name = folder[(servers.Folder.Length + 1)..].Split('/')[0].Split('-')[0];
        return Folders.GetValueOrDefault(name);
    }
}
