namespace Bench.Feed;

/// <summary><c>bench feed</c>: measures how fast a season is replayed, and the cost of a refused message.</summary>
public static class FeedSuite
{
    public static Command Create()
    {
        var rounds = new Option<int>("--rounds") { Description = "Pairs of turns.", DefaultValueFactory = _ => 5 };
        var command = new Command(
            "feed", "Compare publishing with a bare publisher with confirms, and a refused result with a scored one.") { rounds };
        command.SetAction(async (parsed, ct) => Figure.Print(await MeasureAsync(parsed.GetValue(rounds), ct)));
        return command;
    }

    private static async Task<IReadOnlyList<Figure>> MeasureAsync(int rounds, CancellationToken ct)
    {
        await using var servers = await Servers.StartAsync(ServersOptions.Own(), Console.WriteLine, ct);
        await using var system = await StatsSystem.StartAsync(servers, new StatsSystemOptions { Invalidators = 0, Apis = 0 }, ct);
        var refusals = await RefusalCost.MeasureAsync(servers, system.Scorers[0], rounds, ct);
        await system.Scorers[0].KillAsync();
        return [await PublishRate.MeasureAsync(new Uri(servers.RabbitMq), rounds, ct), refusals];
    }
}
