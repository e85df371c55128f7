using Season.MadeUp;
using Spectre.Console;
using Statsctl;

namespace Bench.Store;

/// <summary><c>bench store</c>: whether the store's cost depends on the change and not on the store's size.</summary>
public static class StoreSuite
{
    private const int Models = 35;
    private const int Leagues = 17;
    private const int IntakeRounds = 3;
    private const int PagesOfBigMatch = 5;

    private static readonly string[] Parts = ["scoring", "pages", "intake", "match"];

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
            Description = "Pairs of turns for scoring and for each page.",
            DefaultValueFactory = _ => 100,
        };
        var leagues = new Option<int>("--leagues") { Description = "Leagues in the large store.", DefaultValueFactory = _ => Leagues };
        var command = new Command(
            "store",
            "Compare scoring and reading in a large store with those in a small one; measure intake, and a match with many predictions.")
        {
            only, rounds, leagues,
        };
        command.SetAction(async (parsed, ct) =>
        {
            var parts = parsed.GetValue(only) is { Length: > 0 } some ? some : Parts;
            return Figure.Print(await MeasureAsync(parts, parsed.GetValue(rounds), Large(parsed.GetValue(leagues)), ct));
        });
        return command;
    }

    private static async Task<IReadOnlyList<Figure>> MeasureAsync(string[] parts, int rounds, MadeUpSeasons seasons, CancellationToken ct)
    {
        Server[] wanted = parts.Contains("intake") ? [Server.Postgres, Server.RabbitMq] : [Server.Postgres];
        await using var servers = await Servers.StartAsync(ServersOptions.Own(wanted), Console.WriteLine, ct);
        var figures = new List<Figure>();
        if (parts.Contains("intake"))
            figures.Add(await IntakeAsync(servers, ct));
        if (parts.Contains("match"))
            figures.AddRange(await MatchAsync(servers, ct));
        if (parts.Intersect(["scoring", "pages"]).Any())
            figures.AddRange(await SizeAsync(servers, parts, rounds, seasons, ct));
        return figures;
    }

    private static async Task<Figure> IntakeAsync(Servers servers, CancellationToken ct)
    {
        Figure? figure = null;
        await ShowAsync("Intake: publishing predictions", IntakeRates.Published(IntakeRounds),
            async published => figure = await IntakeRates.MeasureAsync(servers, IntakeRounds, published, ct));
        return figure!;
    }

    private static async Task<IReadOnlyList<Figure>> MatchAsync(Servers servers, CancellationToken ct)
    {
        await using var store = await FilledStore.CreateAsync(servers.Postgres, "bench_match", MadeUpSeasons.One(Models), ct);
        var match = new BigMatch(store);
        IReadOnlyList<Figure> figures = [];
        await ShowAsync("A match with very many predictions: batches taken", BigMatch.Batches,
            async taken => figures = await match.MeasureAsync(taken, ct));
        await using var api = await StatsSystem.StartAsync(servers, PageCosts.Options(store), ct);
        return [.. figures, await match.MeasurePageAsync(api, PagesOfBigMatch, ct)];
    }

    private static async Task<IReadOnlyList<Figure>> SizeAsync(
        Servers servers, string[] parts, int rounds, MadeUpSeasons seasons, CancellationToken ct)
    {
        await using var small = await FilledAsync(servers, "bench_small", MadeUpSeasons.One(Models), ct);
        await using var large = await FilledAsync(servers, "bench_large", seasons, ct);
        Console.WriteLine(
            $"{large.Seasons.Matches * Models:N0} scored predictions in the large store, {small.Seasons.Matches * Models:N0} in the other");
        var figures = new List<Figure>();
        if (parts.Contains("pages"))
        {
            await using var ofSmall = await StatsSystem.StartAsync(servers, PageCosts.Options(small), ct);
            await using var ofLarge = await StatsSystem.StartAsync(servers, PageCosts.Options(large), ct);
            using var pages = new PageCosts(ofSmall, ofLarge);
            await ShowAsync("Reading pages", PageCosts.Count, async read => figures.AddRange(await pages.MeasureAsync(rounds, read, ct)));
        }
        if (parts.Contains("scoring"))
            figures.Add(await ScoringCosts.MeasureAsync(small, large, rounds, ct));
        return figures;
    }

    internal static MadeUpSeasons Large(int leagues = Leagues) => new(leagues, 5, Models);

    /// <summary>Fills a store and shows a progress bar.</summary>
    internal static async Task<FilledStore> FilledAsync(Servers servers, string name, MadeUpSeasons seasons, CancellationToken ct)
    {
        var store = await FilledStore.CreateAsync(servers.Postgres, name, seasons, ct);
        await ShowAsync($"{name}: filling in matches", seasons.Matches, filled => store.FillAsync(filled, ct));
        return store;
    }

    private static Task ShowAsync(string what, long total, Func<Action, Task> work) =>
        ProgressDisplay.ShowAsync(AnsiConsole.Console, what, total, work);
}
