using System.Diagnostics;
using Launcher;
using StackExchange.Redis;
using Stats.Cache;
using Stats.IntegrationTests.Telemetry;
using Stats.IntegrationTests.WholeSystem;
using static Stats.IntegrationTests.WholeSystem.Facts;

namespace Stats.IntegrationTests.Staleness;

/// <summary>
/// Five hundred readers in four processes want one page at the moment of its invalidation. Each herd is one trace, so the queries in it are
/// the loads that it caused: of one page at one version, for nothing else happens meanwhile.
/// </summary>
[Collection(SystemFixture.AsRead)]
public sealed class HerdTests(OwnServersFixture fixture, ITestOutputHelper output) : IAsyncLifetime
{
    private const int Processes = 4;
    private const int Readers = 500;
    private const string Page = "leaderboard?limit=100&season=2019-20";

    // No page is ever kept about a model that nobody knows.
    private const string NotKept = "leaderboard?model=nobody&season=2019-20";

    private static readonly RedisKey Lease = CacheKeys.Lease(CacheKeys.Page("leaderboard", null, 1, "limit=100&season=2019-20"));

    private readonly List<HttpClient> _processes = [];
    private OtlpReceiver _collector = null!;
    private RunningSystem _system = null!;
    private int _revision = 1;

    public async ValueTask InitializeAsync()
    {
        _collector = await OtlpReceiver.StartAsync();
        _system = await fixture.StartAsync(new StatsSystemOptions
        {
            Apis = Processes,
            // Nobody gives up waiting, and no lease runs out, only because the machine is busy.
            Settings = new Dictionary<string, string?>(_collector.Settings) { ["Cache__LongestWait"] = "00:00:05", ["Cache__Lease"] = "00:01:00" },
        });
        _processes.AddRange(Enumerable.Range(0, Processes).Select(n => _system.ClientWithKey(_system.Services.ApiKey, n)));
        await _system.PublishAsync(Prediction("m1", "alice", 1, 0), Result("m1", 0, 1));
        await _system.SettleAsync("exists (select from stats.match where id = 'm1')");
        // Connections, code and what is known of tags: all of it before anything is counted.
        await ReadAsync(Page);
        await ReadAsync(NotKept);
    }

    public async ValueTask DisposeAsync()
    {
        _processes.ForEach(http => http.Dispose());
        await _system.DisposeAsync();
        await _collector.DisposeAsync();
    }

    [Fact]
    public async Task After_an_invalidation_there_is_one_load_and_before_it_none()
    {
        for (var round = 0; round < Soak.Times(3, 50); round++)
        {
            await CorrectAsync();
            var after = await ReadAsync(Page);
            var before = await ReadAsync(Page);
            output.WriteLine($"after an invalidation {after}, before the next one {before}");
            Assert.Equal((Readers, 1), (after.Answers, after.Loads));
            Assert.Equal((Readers, 0), (before.Answers, before.Loads));
            // While it happens: whoever comes before it gets what was before.
            var correcting = CorrectAsync();
            var amid = await ReadAsync(Page);
            await correcting;
            output.WriteLine($"amid an invalidation {amid}");
            Assert.Equal(Readers, amid.Answers);
            Assert.InRange(amid.Loads, 0, 1);
        }
    }

    [Fact]
    public async Task Beside_a_filler_that_stands_still_every_other_process_loads_once()
    {
        await CorrectAsync();
        var stuck = _system.Services.Apis[0].Process;
        using var redis = await ConnectionMultiplexer.ConnectAsync(fixture.Servers.Redis);
        fixture.Servers.Pause(Server.Postgres);
        var filling = _processes[0].GetAsync($"api/stats/{Page}");
        await RunningSystem.EventuallyAsync(() => redis.GetDatabase().KeyExistsAsync(Lease));
        stuck.Pause();
        fixture.Servers.Resume(Server.Postgres);
        Herd herd;
        try
        {
            herd = await ReadAsync(Page, [.. _processes.Skip(1)]);
        }
        finally
        {
            stuck.Resume();
        }
        output.WriteLine($"beside a filler that stands still {herd}");
        Assert.Equal(Readers, herd.Answers);
        Assert.InRange(herd.Loads, 1, Processes - 1);
        (await filling).Dispose();
    }

    [Fact]
    public async Task Where_nothing_is_kept_the_same_count_is_higher()
    {
        var herd = await ReadAsync(NotKept);
        output.WriteLine($"of a page that is not kept {herd}");
        Assert.True(herd.Loads >= Processes, $"{herd}");
    }

    // Acknowledged when it returns.
    private async Task CorrectAsync()
    {
        _revision++;
        await _system.PublishAsync(Result("m1", _revision % 5, 1, _revision));
        await _system.SettleAsync($"(select revision from stats.match where id = 'm1') = {_revision}");
    }

    private Task<Herd> ReadAsync(string page) => ReadAsync(page, _processes);

    private async Task<Herd> ReadAsync(string page, List<HttpClient> processes)
    {
        var trace = Convert.ToHexStringLower(Guid.NewGuid().ToByteArray());
        var go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var reading = Enumerable.Range(0, Readers).Select(n => ReadOneAsync(processes[n % processes.Count], page, trace, go.Task)).ToArray();
        go.SetResult();
        var answers = (await Task.WhenAll(reading)).Count(answered => answered);
        // A request's span comes after all that it did, so with the last of them everything is there.
        await OtlpReceiver.EventuallyAsync(
            () => Spans().Count(span => span.Name.StartsWith("GET /", StringComparison.Ordinal)) == Readers, () => $"{Spans().Length} spans");
        var spans = Spans();
        var fills = spans.Where(span => span.Name == "cache fill").Select(span => span.Id).ToHashSet();
        return new Herd(answers, fills.Count, spans.Count(span => span.Scope == "Npgsql" && fills.Contains(span.Parent)));

        Span[] Spans() => [.. _collector.Spans.Where(span => span.Trace == trace)];
    }

    private static async Task<bool> ReadOneAsync(HttpClient http, string page, string trace, Task go)
    {
        await go;
        using var request = new HttpRequestMessage(HttpMethod.Get, $"api/stats/{page}");
        request.Headers.Add("traceparent", $"00-{trace}-{ActivitySpanId.CreateRandom().ToHexString()}-01");
        using var response = await http.SendAsync(request);
        return response.IsSuccessStatusCode;
    }

    private sealed record Herd(int Answers, int Fills, int Loads);
}
