using Season.Stub;
using Stats.Contracts;
using Statsctl.Results.Sources;

namespace Stats.Tests.Results.Sources;

/// <summary>Tests that read the stub of the public services on 127.0.0.1, with a clock that the test sets.</summary>
public abstract class StubTests : IAsyncLifetime
{
    private protected const string OpenLigaDb = "openligadb:bl1/2025";
    private protected const string FootballDataOrg = "football-data:BL1/2025";

    private protected static readonly DateTimeOffset Kickoff = new(2025, 8, 22, 18, 30, 0, TimeSpan.Zero);

    private StubServer? _stub;

    private protected SetTime Clock { get; } = new(Kickoff.AddDays(-1));

    private protected StubServer Stub => _stub!;

    /// <summary>What was said about waits and retries.</summary>
    private protected List<string> Said { get; } = [];

    private protected virtual IReadOnlyList<StubMatch> Matches =>
    [
        new(1, 1, "FC Bayern München", "RB Leipzig", Kickoff, [new(27, true), new(80, false)], CorrectedTo: new Goals(2, 1)),
        new(2, 1, "SC Freiburg", "FC Augsburg", Kickoff.AddHours(19), [], AwardedAs: new Goals(0, 2)),
        new(3, 2, "RB Leipzig", "SC Freiburg", Kickoff.AddDays(7), [new(90, true)], new Goals(1, 1), new Goals(4, 5)),
    ];

    private protected virtual IReadOnlyList<StubLeague> Leagues => [new("1. Fußball-Bundesliga", 2025, "bl1", "BL1", Matches)];

    public async ValueTask InitializeAsync() => _stub = await StubServer.StartAsync(Leagues, Clock);

    public ValueTask DisposeAsync() => Stub.DisposeAsync();

    private protected IResultSource Open(string source, SourceDiagnostics? diagnostics = null) =>
        Assert.Single(ResultSources.Open([source], Options(diagnostics)));

    private protected SourceOptions Options(SourceDiagnostics? diagnostics = null, TimeSpan? timeout = null) => new()
    {
        OpenLigaDb = Stub.Address,
        FootballDataOrg = Stub.Address,
        FootballDataOrgToken = StubServer.Token,
        RetryDelay = TimeSpan.FromMilliseconds(5),
        Timeout = timeout ?? TimeSpan.FromSeconds(30),
        Time = Clock,
        Say = Said.Add,
        Diagnostics = diagnostics,
    };

    private protected static async Task<SourceSeason> ReadAsync(IResultSource source) =>
        Assert.Single((await source.ReadAsync(CancellationToken.None)).Seasons);

    private protected static string Describe(SourceMatch match) =>
        $"{match.Round}: {match.Home} v {match.Away}, {match.Kickoff.Date:yyyy-MM-dd} {match.Kickoff.Time:HH:mm}, "
        + $"{match.Status} {Text(match.Score)}".Trim();

    private protected static string Text(Score? score) => score is null ? "" : string.Join(
        ' ', new[] { score.RegularTime, score.ExtraTime, score.Penalties }.OfType<Goals>().Select(goals => $"{goals.Home}-{goals.Away}"));

    /// <summary>A clock whose time a test sets; its timers take their real time.</summary>
    private protected sealed class SetTime(DateTimeOffset now) : TimeProvider
    {
        private DateTimeOffset _now = now;

        public override DateTimeOffset GetUtcNow() => _now;

        public void GoTo(DateTimeOffset now) => _now = now;

        public void Pass(TimeSpan time) => _now += time;
    }
}
