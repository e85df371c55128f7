using System.Net.Http.Headers;
using Bench.Store;
using StackExchange.Redis;

namespace Bench.Api;

/// <summary>
/// <c>bench api</c>: compares a read through the whole API with a bare read of the same bytes, both cached and uncached.
/// </summary>
public static class ApiSuite
{
    private const string Page = "api/stats/leaderboard";
    private const string BareKey = "bench:bare";
    private const int UncachedRounds = 100;
    private static readonly string[] Parts = ["cached", "uncached"];
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan OneTurn = TimeSpan.FromSeconds(3);

    /// <summary>Settings of services that are compiled for speed, as in a process that runs for long.</summary>
    internal static readonly Dictionary<string, string?> AsDeployed = new() { ["DOTNET_TieredPGO"] = "1" };

    public static Command Create()
    {
        var only = new Option<string[]>("--only")
        {
            Description = $"Only these parts: {string.Join(", ", Parts)}.",
            AllowMultipleArgumentsPerToken = true,
        };
        only.AcceptOnlyFromAmong(Parts);
        var rounds = new Option<int>("--rounds")
        {
            Description = "Rounds of cached reads; a turn takes three seconds.",
            DefaultValueFactory = _ => 9,
        };
        var command = new Command(
            "api",
            "Compare cached reads with a bare Redis GET behind Kestrel, and uncached ones with their SQL or the same calls behind Kestrel.")
        {
            only, rounds, BareEndpoint.Create(), BareMiss.Create(),
        };
        command.SetAction(async (parsed, ct) =>
        {
            var parts = parsed.GetValue(only) is { Length: > 0 } some ? some : Parts;
            var figures = new List<Figure>();
            if (parts.Contains("cached"))
                figures.AddRange(await MeasureAsync(parsed.GetValue(rounds), ct));
            if (parts.Contains("uncached"))
                figures.AddRange(await UncachedReads.MeasureAsync(UncachedRounds, AsDeployed, ct));
            return Figure.Print(figures);
        });
        return command;
    }

    /// <param name="rounds">The rounds; in each, every kind of reader has one turn, in changing order.</param>
    public static async Task<IReadOnlyList<Figure>> MeasureAsync(int rounds, CancellationToken ct)
    {
        await using var servers = await Servers.StartAsync(ServersOptions.Own(), Console.WriteLine, ct);
        await using var system = await StatsSystem.StartAsync(servers, new StatsSystemOptions { Settings = AsDeployed }, ct);
        await OneMatchPlayed.PublishAsync(servers, ct);
        var (body, tag) = await ReadAsync(system, ct);
        using (var redis = await ConnectionMultiplexer.ConnectAsync(servers.Redis))
            await redis.GetDatabase().StringSetAsync(BareKey, body);
        using var ports = new FreePorts();
        // Sends the same request, so that the client's cost of sending is the same for both.
        using var bare = new HttpReaders([await BareEndpoint.StartAsync(servers, BareKey, ports, ct)], system.ApiKey);
        using var hits = new HttpReaders([new Uri(system.Api, Page)], system.ApiKey);
        using var held = new HttpReaders([new Uri(system.Api, Page)], system.ApiKey, tag);
        // The same rows under one address per reader, so that readers share no request to Redis.
        var others = Enumerable.Range(0, HttpReaders.Count).Select(n => new Uri(system.Api, $"{Page}?limit={60 + n}"));
        using var apart = new HttpReaders([.. others], system.ApiKey);

        HttpReaders[] all = [bare, hits, held, apart];
        foreach (var readers in all)
            await readers.RunAsync(WarmUp, ct);
        var turns = all.Select(_ => new List<Turn>()).ToArray();
        for (var round = 0; round < rounds; round++)
        {
            // The first reader changes, so that a machine that warms up or slows down favours none.
            for (var n = 0; n < all.Length; n++)
            {
                var turn = (round + n) % all.Length;
                turns[turn].Add(await all[turn].RunAsync(OneTurn, ct));
            }
        }
        var rates = turns.Select(some => $"{Figure.Median(some.Select(turn => turn.Rate)):N0}");
        Console.WriteLine($"{body.Length:N0} bytes; answers per second: {string.Join(", ", rates)}");
        return
        [
            new Figure(
                "A hit with key and limit: answers per second, to a bare GET",
                Ratio(turns[1], turns[0], turn => turn.Rate),
                Least: 0.85),
            new Figure("  p99", Ratio(turns[1], turns[0], turn => turn.Worst), Most: 1.3),
            new Figure("  each reader another page", Ratio(turns[3], turns[0], turn => turn.Rate), Least: 0.85),
            new Figure("  p99", Ratio(turns[3], turns[0], turn => turn.Worst), Most: 1.3),
            new Figure("A 304: answers per second, to a hit", Ratio(turns[2], turns[1], turn => turn.Rate), Least: 1),
        ];
    }

    // The median of the rounds' ratios.
    private static double Ratio(List<Turn> measured, List<Turn> baseline, Func<Turn, double> value) =>
        Figure.Median(measured.Zip(baseline, (one, other) => value(one) / value(other)));

    // Reads twice: readers will get the second answer.
    private static async Task<(byte[] Body, EntityTagHeaderValue Tag)> ReadAsync(StatsSystem system, CancellationToken ct)
    {
        using var http = PageCosts.Client(system);
        await http.GetByteArrayAsync(Page, ct);
        using var response = await http.GetAsync(Page, ct);
        return (await response.Content.ReadAsByteArrayAsync(ct), response.Headers.ETag!);
    }
}
