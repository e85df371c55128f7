using Launcher;
using Stats.IntegrationTests.Api;
using static Stats.IntegrationTests.Facts;

namespace Stats.IntegrationTests.Http;

/// <summary>Two processes of StatsApi for requests over HTTP, with data of two small leagues.</summary>
public sealed class HttpFixture(OwnServersFixture fixture) : IAsyncLifetime
{
    internal const string Origin = "https://www.example.com";

    /// <summary>A key with its own limit.</summary>
    internal const string LimitedKey = "limited-key-0123456789";

    internal const int Limit = 60;

    /// <summary>A key with another scope.</summary>
    internal const string OtherScopeKey = "other-scope-key-0123456789";

    /// <summary>A key for reading that has expired.</summary>
    internal const string ExpiredKey = "expired-key-0123456789";
    internal const string OperatorKey = "operator-key-0123456789";

    internal RunningSystem System { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        System = await fixture.StartAsync(new StatsSystemOptions
        {
            Apis = 2,
            Settings = new Dictionary<string, string?>(Keys())
            {
                // On a busy machine, a process must not take Redis for unavailable: it would then grant the whole limit alone.
                ["Cache__Timeout"] = "00:00:20",
                ["Cors__Origins__0"] = Origin,
                ["Cors__Origins__1"] = "",
                ["Cors__Origins__2"] = "http://localhost:3000",
                ["Auth__Keys__1__PerMinute"] = $"{Limit}",
                ["Auth__Keys__3__ExpiresAt"] = "2020-01-01T00:00:00Z",
            },
        });
        await System.PublishAsync(
        [
            .. Enumerable.Range(0, 23).Select(n => Prediction("m1", $"model-{n:00}", n % 3, n % 4)),
            Result("m1", 1, 1),
            Prediction("m2", "model-00", 1, 0),
            Result("m2", 1, 0, competition: "yy.1", homeClub: "whites", awayClub: "blacks"),
        ]);
        await System.SettleAsync("(select count(*) from stats.prediction) = 24");
    }

    public async ValueTask DisposeAsync() => await System.DisposeAsync();

    // The first key is the launcher's.
    private static Dictionary<string, string?> Keys() =>
        new[] { (LimitedKey, "stats:read"), (OtherScopeKey, "other:read"), (ExpiredKey, "stats:read"), (OperatorKey, "ops:read") }
            .SelectMany((key, n) => new[]
            {
                KeyValuePair.Create($"Auth__Keys__{n + 1}__Name", (string?)key.Item1.Split('-')[0]),
                KeyValuePair.Create($"Auth__Keys__{n + 1}__Sha256", (string?)InProcessApi.HashOf(key.Item1)),
                KeyValuePair.Create($"Auth__Keys__{n + 1}__Scopes__0", (string?)key.Item2),
            })
            .ToDictionary();
}
