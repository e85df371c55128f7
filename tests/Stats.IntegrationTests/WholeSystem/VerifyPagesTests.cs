using StackExchange.Redis;
using Stats.Cache;
using static Stats.IntegrationTests.Facts;

namespace Stats.IntegrationTests.WholeSystem;

/// <summary><c>statsctl verify</c>, which also checks cached pages, and <c>statsctl rebuild</c>, which invalidates them.</summary>
[Collection(SystemFixture.Collection)]
public sealed class VerifyPagesTests(SystemFixture fixture) : SystemTests(fixture)
{
    private const string Table = "leaderboard?season=2019-20&limit=100";

    private static readonly RedisKey CachedPage = CacheKeys.Page("leaderboard", null, 1, "limit=100&season=2019-20");

    private ConnectionMultiplexer _redis = null!;

    private protected override IReadOnlyDictionary<string, string?> Settings => SystemFixture.HoldsNothing;

    private protected override async Task BeginAsync()
    {
        _redis = await ConnectionMultiplexer.ConnectAsync(Fixture.Servers.Redis);
        await System.PublishAsync(
        [
            .. Enumerable.Range(0, 12).Select(n => Prediction("m1", $"model-{n:00}", n % 3, n % 4)),
            .. Enumerable.Range(0, 12).Select(n => Prediction("m2", $"model-{n:00}", n % 4, n % 3)),
            Result("m1", 1, 1),
            Result("m2", 1, 0, competition: "yy.1", homeClub: "whites", awayClub: "reds"),
        ]);
        await System.SettleAsync("(select count(*) from stats.prediction) = 24");
    }

    private protected override Task EndAsync()
    {
        _redis.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Verify_checks_the_pages_that_the_API_serves_and_a_rebuild_invalidates_them()
    {
        await HealthyPagesPass();
        await AnEditedPageInRedisIsFound();
        await APageOlderThanTheDatabaseIsFound();
        await ARebuildInvalidatesPagesReadFromAWrongReadModel();
    }

    private async Task HealthyPagesPass()
    {
        var first = await VerifyAsync();
        Assert.True(first.Code == 0, first.Said);
        // The whole table, 2 competitions and 3 clubs, each for one season and for all seasons; clubs in their competitions; 2 matches.
        Assert.Contains("Compared 18 pages", first.Said);
        var second = await VerifyAsync();
        Assert.Contains("(18 from the cache)", second.Said);
    }

    private async Task AnEditedPageInRedisIsFound()
    {
        var page = CachedPage;
        var body = (string)(await _redis.GetDatabase().HashGetAsync(page, "body"))!;
        var points = (await System.DataAsync(Table))[0]!["totalPoints"]!.ToJsonString();
        var edited = body.Replace($"\"totalPoints\":{points},", "\"totalPoints\":4711,", StringComparison.Ordinal);
        await _redis.GetDatabase().HashSetAsync(page, "body", edited);
        var (code, said) = await VerifyAsync();
        Assert.Equal(1, code);
        Assert.Contains($"totalPoints: expected {points}; found 4711", said);
        await _redis.GetDatabase().KeyDeleteAsync(page);
    }

    private async Task APageOlderThanTheDatabaseIsFound()
    {
        var version = (await System.GetAsync(Table))["meta"]!["version"]!.GetValue<long>();
        // Raises the version like a scoring whose announcement was lost.
        await System.ExecuteAsync("update stats.tag_version set version = version + 1 where tag = 'overall@2019-20'");
        var (code, said) = await VerifyAsync();
        Assert.Equal(1, code);
        Assert.Contains($"expected version {version + 1} or later; found version {version}", said);
    }

    private async Task ARebuildInvalidatesPagesReadFromAWrongReadModel()
    {
        await System.ExecuteAsync("update stats.standing set total_points = 4711 where model_id = 'model-00'");
        await _redis.GetDatabase().KeyDeleteAsync(CachedPage);
        Assert.Equal(4711, (await System.DataAsync(Table))[0]!["totalPoints"]!.GetValue<int>());

        var (code, said) = await StatsctlAsync("rebuild");
        Assert.True(code == 0, said);
        Assert.Contains("standing: ", said);
        Assert.Contains("Raised the floors of", said);
        var after = await VerifyAsync();
        Assert.True(after.Code == 0, after.Said);
        Assert.Contains("(0 from the cache)", after.Said);
    }

    private Task<(int Code, string Said)> VerifyAsync() => StatsctlAsync("verify", "--api", $"{System.Services.Api}", "--sample", "50");

    private Task<(int Code, string Said)> StatsctlAsync(params string[] arguments)
    {
        var settings = new Dictionary<string, string?>
        {
            ["ConnectionStrings__Postgres"] = System.Postgres,
            ["STATS_API_KEY"] = System.Services.ApiKey,
        };
        return Fixture.Servers.StartTool("statsctl", arguments, settings).EndAsync();
    }
}
