using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Launcher;

namespace Stats.IntegrationTests.WholeSystem;

/// <summary>
/// <c>./stats demo --dashboard</c> as a process, with servers of its own and ten matches. Its dashboard is read without a browser.
/// </summary>
internal sealed class DashboardDemo : IAsyncDisposable
{
    /// <summary>The time limit for its start.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private const int HeaderLines = 2;
    private const int Matches = 10;

    private readonly Janitor _janitor;
    private readonly FreePorts _ports;
    private readonly int[] _listening;
    private readonly ChildProcess _process;
    private readonly HttpClient _dashboard;

    private DashboardDemo(Janitor janitor, FreePorts ports, int[] listening, ChildProcess process)
    {
        (_janitor, _ports, _listening, _process) = (janitor, ports, listening, process);
        _dashboard = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{listening[0]}/") };
    }

    /// <summary>The folder of the launcher in it, which has the services' working directories.</summary>
    private string Folder => Line("Logs ");

    /// <summary>Starts it, and returns when its services are ready.</summary>
    public static async Task<DashboardDemo> StartAsync()
    {
        var janitor = new Janitor();
        var ports = new FreePorts();
        int[] listening = [ports.Take(), ports.Take(), ports.Take()];
        var process = janitor.Start(new ChildStart(
            "apphost",
            "dotnet",
            Repository.Program("tools", "apphost"),
            "--dashboard", "--dashboard-port", $"{listening[0]}", "--port", $"{listening[1]}", "--web-port", $"{listening[2]}",
            "--results", await ResultsAsync(janitor.Folder))
        {
            // Servers of its own, even if the environment gives others.
            Environment = Enum.GetValues<Server>().ToDictionary(server => $"ConnectionStrings__{server}", _ => (string?)null),
        });
        var demo = new DashboardDemo(janitor, ports, listening, process);
        try
        {
            await Eventually.HoldsAsync(() => demo.Says("Ctrl-C ends everything."), () => process.Said(), Patience);
            demo._dashboard.DefaultRequestHeaders.Add("x-api-key", demo.Line("Dashboard ").Split("?t=")[1]);
            return demo;
        }
        catch
        {
            await demo.DisposeAsync();
            throw;
        }
    }

    /// <summary>The spans of the latest traces that CacheInvalidator is part of.</summary>
    public async Task<IReadOnlyList<DashboardSpan>> SpansAsync()
    {
        using var response = await _dashboard.GetAsync("api/telemetry/traces?resource=CacheInvalidator&limit=200");
        // It has sent nothing yet.
        if (response.StatusCode == HttpStatusCode.NotFound)
            return [];
        response.EnsureSuccessStatusCode();
        var answer = JsonNode.Parse(await response.Content.ReadAsStringAsync());
        var spans =
            from resource in Items(answer?["data"]?["resourceSpans"])
            let service = Items(resource["resource"]?["attributes"]).First(attribute => Text(attribute, "key") == "service.name")
            from scope in Items(resource["scopeSpans"])
            from span in Items(scope["spans"])
            select new DashboardSpan(Text(span, "traceId"), Text(service["value"]!, "stringValue"), Text(span, "name"));
        return [.. spans];
    }

    /// <summary>Ends it as Ctrl-C does.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> StopAsync()
    {
        await _process.StopAsync(TimeSpan.FromMinutes(1));
        return _process.ExitCode;
    }

    /// <summary>Kills this process alone, none of its children.</summary>
    public async Task KillAsync()
    {
        ProcessTree.Send([_process.Id], Signal.Kill);
        await _process.WaitForExitAsync();
    }

    /// <summary>Waits until no process, port or file of it is left.</summary>
    public async Task LeavesNothingAsync()
    {
        var folder = Folder;
        await Eventually.HoldsAsync(
            () => !Directory.Exists(folder) && !_listening.Any(Answers) && Orchestrators().Length == 0,
            () => $"Folder: {Directory.Exists(folder)}, ports: {string.Join(", ", _listening.Where(Answers))}, "
                + string.Join('\n', Orchestrators()),
            TimeSpan.FromMinutes(1));
    }

    public async ValueTask DisposeAsync()
    {
        await _process.StopAsync(TimeSpan.FromMinutes(1));
        _dashboard.Dispose();
        await _janitor.DisposeAsync();
        _ports.Dispose();
    }

    private bool Says(string text)
    {
        var said = _process.Said();
        Assert.False(_process.HasExited, said);
        return said.Contains(text, StringComparison.Ordinal);
    }

    // The rest of the line that begins like this.
    private string Line(string beginning) =>
        _process.Said().Split('\n').First(line => line.StartsWith(beginning, StringComparison.Ordinal))[beginning.Length..].Trim();

    private static string Text(JsonNode node, string member) => node[member]!.GetValue<string>();

    private static IEnumerable<JsonNode> Items(JsonNode? list) => list?.AsArray().Select(item => item!) ?? [];

    private static async Task<string> ResultsAsync(string folder)
    {
        var season = File.ReadLines(Path.Combine(Repository.Root, "samples", "2015-16", "en.1.csv")).Take(HeaderLines + Matches);
        var file = Path.Combine(Directory.CreateDirectory(Path.Combine(folder, "2015-16")).FullName, "en.1.csv");
        await File.WriteAllLinesAsync(file, season);
        return file;
    }

    private static bool Answers(int port)
    {
        try
        {
            using var client = new TcpClient();
            client.Connect(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    // Aspire's, which watch the process that started them.
    private string[] Orchestrators() => Directory.EnumerateDirectories("/proc")
        .Where(path => char.IsAsciiDigit(Path.GetFileName(path)[0]))
        .Select(CommandLine)
        .Where(command => command.Contains($"--monitor {_process.Id} ", StringComparison.Ordinal))
        .ToArray();

    private static string CommandLine(string process)
    {
        try
        {
            return File.ReadAllText($"{process}/cmdline").Replace('\0', ' ');
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It ended in the meantime.
            return "";
        }
    }
}

/// <summary>A span as the dashboard has it.</summary>
internal sealed record DashboardSpan(string Trace, string Service, string Name);
