using Launcher;
using Stats.IntegrationTests.Api;
using Stats.IntegrationTests.Store;

namespace Stats.IntegrationTests.LiveUpdates;

/// <summary>
/// Two processes of StatsApi for all tests of a class. The test process commits with ScoringService's store and announces nothing, so only
/// the tail in StatsApi can raise floors in time. Limits are low, so that tests reach them.
/// </summary>
public sealed class StreamFixture(OwnServersFixture fixture) : IAsyncLifetime
{
    public const int StreamsOfLimited = 2;
    public const string LimitedKey = "limited-key-0123456789";
    public const int MaxWaiting = 50;
    public const int LongestReplay = 20;

    private int _revision = 100;

    internal RunningSystem System { get; private set; } = null!;

    public async ValueTask InitializeAsync() => System = await fixture.StartAsync(new StatsSystemOptions
    {
        Apis = 2,
        Settings = new Dictionary<string, string?>
        {
            ["LiveUpdates__Heartbeat"] = "00:00:00.300",
            ["LiveUpdates__MaxWaiting"] = $"{MaxWaiting}",
            ["LiveUpdates__LongestReplay"] = $"{LongestReplay}",
            ["LiveUpdates__Ticket"] = "00:00:05",
            ["Reconciler__Interval"] = "00:01:00",
            ["Auth__Keys__1__Name"] = "limited",
            ["Auth__Keys__1__Sha256"] = InProcessApi.HashOf(LimitedKey),
            ["Auth__Keys__1__Scopes__0"] = "stats:read",
            ["Auth__Keys__1__Streams"] = $"{StreamsOfLimited}",
        },
    });

    public async ValueTask DisposeAsync() => await System.DisposeAsync();

    internal HttpClient Client(int api = 0) => System.ClientWithKey(System.Services.ApiKey, api);

    /// <summary>Scores or corrects a match.</summary>
    /// <returns>The change number.</returns>
    internal async Task<long> CommitAsync(string match, string competition = "xx.1", string home = "reds", string away = "blues")
    {
        await new StoreDatabase(System.Postgres, System.Database).TakeAsync(
            Facts.Result(match, ++_revision % 5, 1, _revision, homeClub: home, awayClub: away, competition: competition));
        return await System.ScalarAsync<long>("select version from stats.tag_version where tag = 'overall'");
    }

    internal async Task<IReadOnlyList<long>> CommitAsync(int times, string match = "m1")
    {
        var changes = new List<long>();
        for (var n = 0; n < times; n++)
            changes.Add(await CommitAsync(match));
        return changes;
    }
}
