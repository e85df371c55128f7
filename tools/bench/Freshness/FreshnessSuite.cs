namespace Bench.Freshness;

/// <summary><c>bench freshness</c>: the time from the publish of a result to the first HTTP answer that has it, to its floor.</summary>
public static class FreshnessSuite
{
    private const int Rounds = 200;
    // By then the runtime has optimized the code that runs most.
    private const int WarmUp = 150;
    private const int Whistles = 20;
    private const int Starts = 3;

    public static Command Create()
    {
        var rounds = new Option<int>("--rounds")
        {
            Description = "Results published one at a time, each followed by a turn of the floor.",
            DefaultValueFactory = _ => Rounds,
        };
        var write = new Option<bool>("--write") { Description = $"Write the table into {FreshnessTable.Page}." };
        var command = new Command(
            "freshness",
            "Compare the time from the publish of a result to the first HTTP answer that has it with its floor.")
        {
            rounds, write,
        };
        command.SetAction(async (parsed, ct) =>
        {
            var measured = await MeasureAsync(parsed.GetValue(rounds), ct);
            if (parsed.GetValue(write))
                FreshnessTable.Write(measured);
            return Figure.Print(measured.Figures());
        });
        return command;
    }

    private static async Task<FreshnessResult> MeasureAsync(int rounds, CancellationToken ct)
    {
        await using var servers = await Servers.StartAsync(ServersOptions.Own(), Console.WriteLine, ct);
        await using var system = await StatsSystem.StartAsync(servers, new StatsSystemOptions(), ct);
        await using var results = await PublishedResults.StartAsync(
            servers, system, WarmUp + rounds + FreshnessResult.AtOnce * (Whistles + 1) + Starts, ct);
        await using var floor = await Floor.StartAsync(servers, system, ct);
        Console.WriteLine($"Publishing {rounds:N0} results, one at a time, and the floor in turns…");
        var pairs = await Turns.PairsAsync(WarmUp + rounds, _ => results.OneAsync(ct), async _ => new Steps(await floor.MeasureAsync(ct)));
        Console.WriteLine($"Publishing {Whistles} times {FreshnessResult.AtOnce} results at once…");
        var together = new List<double>();
        for (var n = 0; n <= Whistles; n++)
            together.Add((await results.PublishAsync(FreshnessResult.AtOnce, ct)).Fresh);
        var first = new List<Steps>();
        for (var n = 0; n < Starts; n++)
        {
            Console.WriteLine($"Starting the services again, {n + 1} of {Starts}…");
            await Task.WhenAll(results.Services.Select(service => service.StopAsync(TimeSpan.FromSeconds(45))));
            await Task.WhenAll(results.Services.Select(service => service.StartAsync(ct)));
            first.Add(await results.OneAsync(ct));
        }
        var measured = pairs[WarmUp..];
        return new FreshnessResult([.. measured.Select(pair => pair.One)], [.. measured.Select(pair => pair.Other.Fresh)])
        {
            Together = together[1..],
            AfterStart = first,
        };
    }
}
