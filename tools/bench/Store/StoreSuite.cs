using System.CommandLine;
using Stats.Launcher;

namespace Bench.Store;

/// <summary><c>bench store</c>: whether the cost of the store follows the change and not the size.</summary>
public static class StoreSuite
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var command = new Command("store", "Cost of scoring and of reading pages in a large store, to that in one with a single league season.");
        command.SetAction(async (parsed, ct) => { await RunAsync(ct); return 0; });
        return command;
    }

    private static async Task RunAsync(CancellationToken ct)
    {
        await using var servers = await Servers.StartAsync(new ServersOptions { Given = new Dictionary<Server, string>(), Wanted = [Server.Postgres] }, Console.WriteLine, ct);
        await using var small = await FilledStore.CreateAsync(servers.Postgres, "bench_small", MadeUpSeasons.One(35), ct);
        await using var large = await FilledStore.CreateAsync(servers.Postgres, "bench_large", new MadeUpSeasons(17, 5, 35), ct);
        Console.WriteLine(servers.Postgres);
        await Task.Delay(TimeSpan.FromHours(2), ct);
    }
}
