using Npgsql;
using ScoringService.Matches;
using Stats.Contracts;
using Stats.Scoring;

namespace Stats.IntegrationTests.Store;

/// <summary>
/// The cost of an operation does not grow with the store: in a store ten times as large, the server touches at most 1.3 times as many
/// blocks and rows. These counts do not depend on the load of the machine. <c>./stats bench store</c> measures time.
/// </summary>
public sealed class FlatCostTests(GrownStores stores, ITestOutputHelper output) : IClassFixture<GrownStores>
{
    private const double Most = 1.3;

    // Allows for small counts: a large index has one level more than a small one, which each lookup reads.
    private const double Slack = 12;

    private const string League = "league-00";
    private const string Club = "league-00.club-00";
    private const string Season = "2024-25";

    [Theory]
    [InlineData("overall")]
    [InlineData($"overall?season={Season}")]
    [InlineData("overall?metric=exactScores&limit=5")]
    [InlineData("overall?limit=2&around=model-01")]
    [InlineData("overall?include=form&limit=5")]
    [InlineData("overall?compareTo=2025-04-01")]
    [InlineData($"overall?compareTo=2025-04-01&season={Season}")]
    [InlineData($"competition/{League}?compareTo=2025-04-01")]
    [InlineData($"competition/{League}")]
    [InlineData($"competition/{League}?season={Season}")]
    [InlineData($"club/{Club}")]
    [InlineData($"club/{Club}?isHome=false&season={Season}")]
    [InlineData($"club/{Club}?competition={League}")]
    [InlineData($"club/{Club}?competition={League}&isHome=true")]
    [InlineData($"models/model-00?competition={League}&season={Season}")]
    [InlineData($"models/model-00/history?competition={League}&season={Season}")]
    [InlineData($"models/model-00/history?competition={League}&season={Season}&by=matchday")]
    [InlineData("models/model-00/predictions?limit=5")]
    [InlineData($"overall?minPredictions=20&order=asc&season={Season}")]
    [InlineData($"matches/{League}.{Season}.01.02")]
    [InlineData("corrections?limit=3")]
    [InlineData($"corrections?competition={League}&season={Season}")]
    public async Task A_page_without_dates_costs_the_same_in_a_larger_store(string page) => AssertFlat(await OfBothAsync(page));

    [Fact]
    public async Task A_table_that_counts_all_predictions_again_is_not_flat()
    {
        var (large, small) = await OfBothAsync("overall?dateFrom=2000-01-01");

        Assert.False(IsFlat(large.Blocks, small.Blocks), $"{large.Blocks} blocks, and {small.Blocks} in the small store");
        Assert.False(IsFlat(large.Rows, small.Rows), $"{large.Rows} rows, and {small.Rows} in the small store");
    }

    [Fact]
    public async Task Scoring_a_match_and_correcting_it_cost_the_same_in_a_larger_store()
    {
        // The first round only warms up the connection. Of the others, the one with the fewest blocks counts: a round reads more of them if
        // PostgreSQL hasn't removed dead rows yet. The number of rows must be right in each round.
        var rounds = new List<(Work Large, Work Small)[]>();
        foreach (var n in Enumerable.Range(0, 4))
        {
            rounds.Add(
            [
                await OfBothAsync(store => store.Matches.AppendUnplayedAsync(store.Seasons.Next(n).Predictions, CancellationToken.None)),
                await OfBothAsync(store => RecordAsync(store, store.Seasons.Next(n).Result)),
                await OfBothAsync(store => RecordAsync(store, store.Seasons.Next(n).Result with { Revision = 2, Score = new(new(4, 4)) })),
            ]);
        }
        rounds.RemoveAt(0);
        Assert.All(rounds.SelectMany(round => round), of => Assert.True(IsFlat(of.Large.Rows, of.Small.Rows), $"{of}"));
        foreach (var kind in Enumerable.Range(0, 3))
        {
            var (large, small) = (rounds.Min(round => round[kind].Large.Blocks), rounds.Min(round => round[kind].Small.Blocks));
            Assert.True(IsFlat(large, small), $"{large} blocks, and {small} in the small store");
        }
    }

    [Fact]
    public async Task Predictions_cost_the_same_however_many_their_match_has()
    {
        Task AppendUnplayedAsync(MeasuredStore store, string match, int from, int count)
        {
            var predictions = Enumerable.Range(from, count)
                .Select(n => new PredictionSubmitted(match, new Model($"m-{n}", "M", "test"), 1, 0, DateTimeOffset.UnixEpoch));
            return store.Matches.AppendUnplayedAsync([.. predictions], CancellationToken.None);
        }

        await AppendUnplayedAsync(stores.Small, "short", 0, 10);
        await AppendUnplayedAsync(stores.Small, "long", 0, 5_000);

        var few = await stores.Small.OfAsync(store => AppendUnplayedAsync(store, "short", 5_000, 100));
        var many = await stores.Small.OfAsync(store => AppendUnplayedAsync(store, "long", 5_000, 100));

        AssertFlat((Sum(many), Sum(few)));
    }

    private static Task<Recorded> RecordAsync(MeasuredStore store, MatchCompleted result) =>
        store.Matches.RecordAndScoreAsync(result.MatchId, [result], ScoringRules.Default, CancellationToken.None);

    private Task<(Work Large, Work Small)> OfBothAsync(string page) => OfBothAsync(async store =>
    {
        await using var connection = await store.Database.OpenConnectionAsync();
        await using var batch = new NpgsqlBatch(connection);
        foreach (var command in PageQuestions.Of(page))
            batch.BatchCommands.Add(command);
        await batch.ExecuteNonQueryAsync();
    });

    private async Task<(Work Large, Work Small)> OfBothAsync(Func<MeasuredStore, Task> work)
    {
        var (large, small) = (await stores.Large.OfAsync(work), await stores.Small.OfAsync(work));
        foreach (var (one, other) in large.Zip(small))
        {
            var statement = one.Statement.ReplaceLineEndings(" ")[..Math.Min(one.Statement.Length, 100)];
            output.WriteLine($"{one.Work}, and {other.Work} in the small store, for {statement}");
        }
        return (Sum(large), Sum(small));
    }

    private static Work Sum(IReadOnlyList<(string Statement, Work Work)> statements) =>
        statements.Aggregate(default(Work), (sum, next) => sum + next.Work);

    private static void AssertFlat((Work Large, Work Small) of) => Assert.True(
        IsFlat(of.Large.Blocks, of.Small.Blocks) && IsFlat(of.Large.Rows, of.Small.Rows), $"{of.Large}, and {of.Small} in the small store");

    private static bool IsFlat(double large, double small) => large <= Most * small + Slack;
}
