using System.Net.Http.Json;
using Bench.Api;

namespace Bench.Peers;

/// <summary>The processes of a contender. The first one invalidates; all of them are read.</summary>
/// <param name="addresses">One of each process.</param>
internal sealed class RunningPeer(Contender contender, IReadOnlyList<Uri> addresses) : IDisposable
{
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(10) };

    public Contender Contender => contender;

    public int Processes => addresses.Count;

    /// <param name="servers">Have the PostgreSQL and the Redis that they use; their disposal ends the processes.</param>
    /// <exception cref="LauncherException">A process ended.</exception>
    public static async Task<RunningPeer> StartAsync(
        Servers servers, Contender contender, int processes, FreePorts ports, CancellationToken ct)
    {
        string[] arguments =
            ["peers", PeerServer.Name, "--cache", contender.Name, "--postgres", servers.Postgres, "--redis", servers.Redis];
        return new(contender, await Task.WhenAll(
            Enumerable.Range(0, processes).Select(_ => BareEndpoint.StartAsync(servers, arguments, ports, ct))));
    }

    public Uri AddressOf(int process, int page) => new(addresses[process % Processes], $"pages/{page}");

    /// <summary>Reads a page.</summary>
    /// <returns>The version of its first tag.</returns>
    public async Task<long> ReadAsync(int process, int page, CancellationToken ct) =>
        PageTable.VersionOf(await _http.GetByteArrayAsync(AddressOf(process, page), ct));

    /// <summary>Reads pages from every process, so that all of them have the pages.</summary>
    public async Task FillAsync(IEnumerable<int> pages, CancellationToken ct)
    {
        var atOnce = new ParallelOptions { MaxDegreeOfParallelism = HttpReaders.Count, CancellationToken = ct };
        for (var process = 0; process < Processes; process++)
            await Parallel.ForEachAsync(pages, atOnce, async (page, token) => await ReadAsync(process, page, token));
    }

    /// <summary>Invalidates the pages of committed tags.</summary>
    /// <returns>The time that it took in the process, in ms.</returns>
    /// <exception cref="HttpRequestException">The cache reported an error.</exception>
    public async Task<double> InvalidateAsync(IReadOnlyDictionary<string, long> versions, CancellationToken ct)
    {
        using var response = await _http.PostAsJsonAsync(new Uri(addresses[0], "invalidate"), versions, ct);
        return await response.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<double>(ct);
    }

    /// <summary>The work of all processes so far.</summary>
    public async Task<PeerUsage> UsageAsync(CancellationToken ct)
    {
        var usages = await Task.WhenAll(addresses.Select(
            address => _http.GetFromJsonAsync<PeerUsage>(new Uri(address, "usage"), ct)));
        return new PeerUsage(usages.Sum(usage => usage!.Allocated), usages.Sum(usage => usage!.Loads));
    }

    public void Dispose() => _http.Dispose();
}
