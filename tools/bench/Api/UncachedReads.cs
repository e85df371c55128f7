using Bench.Store;
using Season.MadeUp;
using Spectre.Console;
using StackExchange.Redis;
using StatsApi.Database;
using Statsctl;

namespace Bench.Api;

/// <summary>
/// Measures how long one reader waits for an uncached table, in a store of 1.1 million facts. Tables by dates are compared in turns with
/// their SQL alone; tables without dates with a bare endpoint that makes the same calls to Redis and PostgreSQL.
/// </summary>
internal sealed class UncachedReads : IDisposable
{
    private const double Most = 1.5;
    private const string Stored = "stored";
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(8);

    // No range is read twice, so none is cached; all have the same amount of data: a number of weekends, or all of them.
    private static readonly Dated[] ToSql =
    [
        new("leaderboard of four weeks", n => FourWeeks(n)),
        new("leaderboard of all days", n => Dates(new DateOnly(2020, 1, 1).AddDays(n), days: 3000), OneRoundIn: 10),
        new("leaderboard of four weeks of one competition", n => $"{OneCompetition}&{FourWeeks(n)}"),
        new("leaderboard of a year of one club", n => $"{OneClub}&{Year(n)}"),
    ];

    // The same pages repeatedly, each removed from the cache before a read.
    private static readonly (string Query, double? Most)[] ToBare =
    [
        ("limit=50", Most), ($"season={MadeUpSeasons.Latest}", Most), ($"{OneCompetition}&season={MadeUpSeasons.Latest}", Most),
        (OneClub, Most), ($"around={MadeUpSeasons.Model(17)}&limit=10", Most),
        // For information only: the part of the ratio to their SQL that any endpoint would have.
        ($"{OneCompetition}&{FourWeeks(0)}", null), ($"{OneClub}&{Year(0)}", null),
    ];

    private static string OneCompetition => $"competition={MadeUpSeasons.League(0)}";

    private static string OneClub => $"club={MadeUpSeasons.Club(0, 0)}";

    private readonly NpgsqlDataSource _database;
    private readonly ConnectionMultiplexer _redis;
    private readonly HttpClient _api;
    private readonly HttpClient _bare;

    private UncachedReads(NpgsqlDataSource database, ConnectionMultiplexer redis, HttpClient api, Uri bare) =>
        (_database, _redis, _api, _bare) = (database, redis, api, new HttpClient { BaseAddress = bare });

    /// <param name="rounds">Pairs of turns for each page.</param>
    public static async Task<IReadOnlyList<Figure>> MeasureAsync(
        int rounds, IReadOnlyDictionary<string, string?> settings, CancellationToken ct)
    {
        await using var servers = await Servers.StartAsync(ServersOptions.Own(Server.Postgres, Server.Redis), Console.WriteLine, ct);
        await using var store = await StoreSuite.FilledAsync(servers, "bench_api", StoreSuite.Large(), ct);
        var withStore = new Dictionary<string, string?>(settings) { ["ConnectionStrings__Postgres"] = store.ConnectionString };
        var options = new StatsSystemOptions { Scorers = 0, Invalidators = 0, Settings = withStore };
        await using var system = await StatsSystem.StartAsync(servers, options, ct);
        using var ports = new FreePorts();
        await using var database = DatabaseExtensions.Open(
            new NpgsqlConnectionStringBuilder(store.ConnectionString), new DatabaseOptions());
        using var redis = await ConnectionMultiplexer.ConnectAsync(servers.Redis);
        using var reads = new UncachedReads(
            database, redis, PageCosts.Client(system), await BareMiss.StartAsync(servers, store.ConnectionString, ports, ct));
        var figures = new List<Figure>();
        await ProgressDisplay.ShowAsync(AnsiConsole.Console, "Reading uncached pages", ToSql.Length + ToBare.Length,
            async read => figures.AddRange(await reads.MeasureAsync(rounds, read, ct)));
        return figures;
    }

    public void Dispose()
    {
        _api.Dispose();
        _bare.Dispose();
    }

    private async Task<IReadOnlyList<Figure>> MeasureAsync(int rounds, Action read, CancellationToken ct)
    {
        var pages = Array.ConvertAll(ToBare, table => (Page: new TablePage(table.Query), table.Most));
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < WarmUp;)
        {
            foreach (var (page, _) in pages)
            {
                await ReadAsync(page, ct);
                await ReadBareAsync(page, ct);
                await AskAsync(page, ct);
            }
        }
        var figures = new List<Figure>();
        foreach (var dated in ToSql)
        {
            var (ours, sql) = await Turns.MedianAsync(
                (rounds + dated.OneRoundIn - 1) / dated.OneRoundIn,
                n => ReadAsync(new TablePage(dated.Query(n)), ct),
                n => AskAsync(new TablePage(dated.Query(n)), ct));
            figures.Add(new Figure($"Uncached {dated.What}, to its SQL ({ours:0.0} : {sql:0.0} ms)", ours / sql, Most: Most));
            read();
        }
        foreach (var (page, most) in pages)
        {
            var (ours, bare) = await Turns.MedianAsync(rounds, _ => ReadAsync(page, ct), _ => ReadBareAsync(page, ct));
            figures.Add(new Figure(
                $"Uncached {page.Address}, to a bare endpoint with the same calls ({ours:0.0} : {bare:0.0} ms)", ours / bare, Most: most));
            read();
        }
        return figures;
    }

    private async Task<double> ReadAsync(TablePage page, CancellationToken ct)
    {
        await _redis.GetDatabase().KeyDeleteAsync(page.Request.Key);
        return await PageCosts.ReadAsync(_api, page.Address, ct, Stored);
    }

    private async Task<double> ReadBareAsync(TablePage page, CancellationToken ct)
    {
        await _redis.GetDatabase().KeyDeleteAsync(page.BareRequest.Key);
        return await PageCosts.ReadAsync(_bare, page.Address, ct, Stored);
    }

    private async Task<double> AskAsync(TablePage page, CancellationToken ct)
    {
        var began = Stopwatch.GetTimestamp();
        await page.AskAsync(_database, ct);
        return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
    }

    private static string FourWeeks(int n) => Dates(new DateOnly(2021, 8, 10).AddDays(n), days: 28);

    private static string Year(int n) => Dates(new DateOnly(2021, 8, 10).AddDays(n), days: 364);

    private static string Dates(DateOnly from, int days) => $"dateFrom={from:yyyy-MM-dd}&dateTo={from.AddDays(days - 1):yyyy-MM-dd}";

    /// <param name="What">Its name in the figure.</param>
    /// <param name="Query">Its query in the n-th round.</param>
    /// <param name="OneRoundIn">Measured only once in so many rounds, if it takes long.</param>
    private sealed record Dated(string What, Func<int, string> Query, int OneRoundIn = 1);
}
