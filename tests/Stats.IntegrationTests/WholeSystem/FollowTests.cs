using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using Launcher;
using Season.Stub;
using Stats.Contracts;
using Stats.IntegrationTests.Telemetry;
using Statsctl.Follow;
using Statsctl.Forecasters;
using Statsctl.Results;
using Statsctl.Results.Sources;

namespace Stats.IntegrationTests.WholeSystem;

/// <summary><c>statsctl follow</c>: a stub plays matches by a clock that the test sets, and the API shows what became of them.</summary>
[Collection(SystemFixture.Collection)]
public sealed class FollowTests(SystemFixture fixture) : SystemTests(fixture)
{
    private const string OpenLigaDb = "openligadb:bl1/2025";
    private const string FootballDataOrg = "football-data:BL1/2025";
    private const string Played = "(select count(*) from stats.match) = 1";
    private const string Corrected = "(select max(revision) from stats.match) = 2";

    private static readonly DateTimeOffset Kickoff = new(2025, 8, 22, 18, 30, 0, TimeSpan.Zero);
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(20);
    private static readonly int Forecasters = BuiltInForecasters.FromResults.Count;
    private static readonly PollOutcome PredictsOneMatch = new(Forecasters, 0);
    private static readonly PollOutcome PublishesOneResult = new(0, 1);

    private static readonly StubMatch[] Matches =
    [
        new(1, 1, "FC Bayern München", "RB Leipzig", Kickoff, [new(27, true), new(80, false)], CorrectedTo: new Goals(2, 1)),
        new(2, 1, "SC Freiburg", "FC Augsburg", Kickoff.AddHours(19), [], AwardedAs: new Goals(0, 2)),
    ];

    private readonly SetClock _clock = new(Kickoff.AddHours(-3));
    private readonly FollowDiagnostics _diagnostics = new(TimeSpan.FromMinutes(1));
    private readonly List<string> _said = [];
    private StubServer _stub = null!;
    private HttpClient _api = null!;

    private protected override async Task BeginAsync()
    {
        _stub = await StubServer.StartAsync([new StubLeague("1. Fußball-Bundesliga", 2025, "bl1", "BL1", Matches)], _clock);
        _api = Statsctl.Api.Client($"{System.Services.Api}", System.Services.ApiKey);
    }

    private protected override async Task EndAsync()
    {
        _api.Dispose();
        _diagnostics.Dispose();
        await _stub.DisposeAsync();
    }

    [Theory]
    [InlineData(OpenLigaDb)]
    [InlineData(FootballDataOrg)]
    public async Task A_match_is_predicted_before_kickoff_scored_at_the_poll_after_the_whistle_and_corrected(string source)
    {
        var follower = Start(source);
        Assert.Equal(PollOutcome.Nothing, await PollAsync(follower, -61));
        Assert.Equal(PredictsOneMatch, await PollAsync(follower, -60));
        await System.EventuallyAsync($"(select count(*) from events.mt_events) = {Forecasters}");
        foreach (var minutes in new[] { -59, -1, 0, 30, 50, 104 })
            Assert.Equal(PollOutcome.Nothing, await PollAsync(follower, minutes));

        Assert.Equal(PublishesOneResult, await PollAsync(follower, 105));
        await System.SettleAsync(Played);
        Assert.Equal(["bayern 1-1 completed"], await ShownAsync());
        var predictions = (await System.DataAsync($"matches/{await IdAsync()}"))["predictions"]!.AsArray();
        Assert.Equal(Forecasters, predictions.Count);
        Assert.All(predictions, row => Assert.False((bool)row!["late"]!));

        Assert.Equal(PollOutcome.Nothing, await PollAsync(follower, 114));
        Assert.Equal(PublishesOneResult, await PollAsync(follower, 115));
        await System.SettleAsync(Corrected);
        Assert.Equal(["bayern 2-1 completed"], await ShownAsync());
        Assert.Equal(PollOutcome.Nothing, await PollAsync(follower, 116));
        Assert.Null(follower.Health.NotReady);
    }

    [Fact]
    public async Task A_restart_at_any_moment_changes_nothing()
    {
        await PollAsync(Start(FootballDataOrg), -60);
        await System.EventuallyAsync($"(select count(*) from events.mt_events) = {Forecasters}");
        // The API does not show predictions before the result, so they are made again: the same ones.
        Assert.Equal(PredictsOneMatch, await PollAsync(Start(FootballDataOrg), -30));
        Assert.Equal(PollOutcome.Nothing, await PollAsync(Start(FootballDataOrg), 90));
        Assert.Equal(PublishesOneResult, await PollAsync(Start(FootballDataOrg), 105));
        await System.SettleAsync(Played);
        Assert.Equal(PollOutcome.Nothing, await PollAsync(Start(FootballDataOrg), 106));
        Assert.Equal(PublishesOneResult, await PollAsync(Start(FootballDataOrg), 115));
        await System.SettleAsync(Corrected);
        Assert.Equal(PollOutcome.Nothing, await PollAsync(Start(FootballDataOrg), 116));

        var predictions = (await System.DataAsync($"matches/{await IdAsync()}"))["predictions"]!.AsArray();
        Assert.Equal(Forecasters, predictions.Count);
        Assert.Equal(2, await EventsAsync("result_recorded"));
    }

    [Fact]
    public async Task An_awarded_match_is_voided()
    {
        var follower = Start(FootballDataOrg);
        const int Whistle = 19 * 60 + 105;
        Assert.Equal(new PollOutcome(0, 2), await PollAsync(follower, Whistle));
        await System.SettleAsync("(select count(*) from stats.match) = 2");
        Assert.Equal(["freiburg 0-0 completed", "bayern 2-1 completed"], await ShownAsync());

        Assert.Equal(PublishesOneResult, await PollAsync(follower, Whistle + 24 * 60));
        await System.SettleAsync("exists (select from stats.match where voided)");
        Assert.Equal(["freiburg 0-2 voided", "bayern 2-1 completed"], await ShownAsync());
        Assert.Equal(PollOutcome.Nothing, await PollAsync(follower, Whistle + 24 * 60 + 1));
    }

    [Fact]
    public async Task After_an_outage_of_the_source_its_results_are_published_and_its_rate_limit_is_kept()
    {
        var follower = Start(FootballDataOrg);
        await PollAsync(follower, -30);
        _stub.Fail(new StubFault.Status(500), times: 4);
        _stub.Fail(new StubFault.HalfAnswer(), times: 4);
        Assert.Equal(PollOutcome.Nothing, await PollAsync(follower, 105));
        Assert.Equal(PollOutcome.Nothing, await PollAsync(follower, 106));
        Assert.Equal(PublishesOneResult, await PollAsync(follower, 107));
        await System.SettleAsync(Played);

        _stub.Fail(new StubFault.Status(429, "Retry-After", 600));
        Assert.Equal(PollOutcome.Nothing, await PollAsync(follower, 115));
        var requests = _stub.Requests.Count;
        Assert.Equal(PollOutcome.Nothing, await PollAsync(follower, 124));
        Assert.Equal(requests, _stub.Requests.Count);
        Assert.Equal(PublishesOneResult, await PollAsync(follower, 125));
        await System.SettleAsync(Corrected);

        Assert.Equal(2, _said.Count(said => said.StartsWith($"{FootballDataOrg} can't be read", StringComparison.Ordinal)));
        Assert.Equal(2, _said.Count(said => said == $"{FootballDataOrg} answers again."));
    }

    [Fact]
    public async Task The_command_answers_probes_exports_a_trace_for_each_poll_and_ends_in_good_order()
    {
        await using var collector = await OtlpReceiver.StartAsync();
        var now = DateTimeOffset.UtcNow;
        var year = now.Month >= 7 ? now.Year : now.Year - 1;
        StubMatch[] matches =
        [
            new(1, 1, "FC Bayern München", "RB Leipzig", now.AddHours(-3), [new(27, true)]),
            new(2, 1, "SC Freiburg", "FC Augsburg", now.AddMinutes(30), []),
        ];
        var league = new StubLeague("1. Fußball-Bundesliga", year, "bl1", "BL1", matches);
        await using var stub = await StubServer.StartAsync([league], TimeProvider.System);
        using var ports = new FreePorts();
        var port = ports.Take();
        var follow = Fixture.Servers.StartTool(
            "statsctl",
            ["follow", "--every", "1s", "--forecasters", "elo,poisson", "--api", $"{System.Services.Api}", "--port", $"{port}"],
            new Dictionary<string, string?>(collector.Settings)
            {
                [FollowCommand.SourcesVariable] = $"openligadb:bl1/{year}",
                [SourceOptions.OpenLigaDbVariable] = $"{stub.Address}",
                [Statsctl.Api.KeyVariable] = System.Services.ApiKey,
                ["ConnectionStrings__RabbitMq"] = $"{System.FeedBroker}",
            });
        await follow.SaysAsync("Published 2 predictions of 1 match.");
        await System.SettleAsync(Played);
        Assert.Equal(2, await EventsAsync("prediction_placed"));
        Assert.Equal(["bayern 1-0 completed"], await ShownAsync());

        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}/") };
        foreach (var path in new[] { "health/live", "health/ready" })
        {
            using var answer = await http.GetAsync(path);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
        var board = JsonNode.Parse(await http.GetStringAsync("matches"))!["matches"]!.AsArray();
        Assert.Equal(["Finished", "Scheduled"], board.Select(match => (string)match!["status"]!));
        await APollIsOneTraceAsync(collector);
        await Eventually.HoldsAsync(() => IsExported("stats.follow.published", "kind", "result", 1)
            && IsExported("stats.follow.published", "kind", "prediction", 2)
            && IsExported("stats.follow.source_lag", "source", $"openligadb:bl1/{year}", 0)
            && IsExported("stats.follow.waiting", null, "", 0)
            && IsExported("stats.follow.interval", null, "", 1));

        await follow.StopAsync(Grace);
        Assert.True(follow.ExitCode == 0, follow.Said());
        Assert.Contains("Stopped.", follow.Said());

        bool IsExported(string name, string? attribute, string text, double value) => collector.Points.Any(point =>
            point.Service == "statsctl" && point.Name == name && point.Value == value
            && (attribute is null || point.Attributes[attribute] == text));
    }

    [Fact]
    public async Task A_message_that_is_published_in_a_trace_carries_it()
    {
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == nameof(FollowTests),
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
        };
        ActivitySource.AddActivityListener(listener);
        using var source = new ActivitySource(nameof(FollowTests));
        using var span = source.StartActivity("publish");
        await System.PublishRawAsync("match.completed", "{}");

        var (_, headers) = await System.TakeAsync("stats.scoring.results_error");
        Assert.Equal(span!.Id, headers["traceparent"]);
    }

    private static Task APollIsOneTraceAsync(OtlpReceiver collector) => Eventually.HoldsAsync(
        () => collector.Spans.Where(span => span is { Service: "statsctl", Name: "publish" }).ToArray() is { Length: 3 } published
            && published.All(span => collector.Spans.Any(poll =>
                poll is { Name: "follow poll", Parent: "" } && (poll.Id, poll.Trace) == (span.Parent, span.Trace))),
        () => string.Join('\n', collector.Spans));

    private Follower Start(params string[] sources) => new(
        ResultSources.Open(sources, new SourceOptions
        {
            OpenLigaDb = _stub.Address,
            FootballDataOrg = _stub.Address,
            FootballDataOrgToken = StubServer.Token,
            RetryDelay = TimeSpan.FromMilliseconds(5),
            Time = _clock,
        }),
        _api,
        new FollowSettings(System.FeedBroker, TimeSpan.FromMinutes(1), BuiltInForecasters.All, TimeZones.None, ClubAliases.None),
        _diagnostics,
        _clock,
        _said.Add);

    private Task<PollOutcome> PollAsync(Follower follower, int minutesAfterKickoff)
    {
        _clock.GoTo(Kickoff.AddMinutes(minutesAfterKickoff));
        return follower.PollAsync(CancellationToken.None);
    }

    private Task<long> EventsAsync(string type) =>
        System.ScalarAsync<long>($"select count(*) from events.mt_events where type = '{type}'");

    private async Task<string> IdAsync() => (string)(await System.DataAsync("matches?competition=de.1"))[0]!["matchId"]!;

    // Newest first.
    private async Task<string[]> ShownAsync() =>
        [.. (await System.DataAsync("matches?competition=de.1")).AsArray().Select(row => Line(row!))];

    private static string Line(JsonNode row)
    {
        var (club, score) = ((string)row["homeClub"]!["name"]!, row["result"]!["regularTime"]!);
        var name = club.Contains("Bayern", StringComparison.Ordinal) ? "bayern" : "freiburg";
        return $"{name} {score["home"]}-{score["away"]} {row["status"]}";
    }

    private sealed class SetClock(DateTimeOffset now) : TimeProvider
    {
        private DateTimeOffset _now = now;

        public override DateTimeOffset GetUtcNow() => _now;

        public void GoTo(DateTimeOffset now) => _now = now;
    }
}
