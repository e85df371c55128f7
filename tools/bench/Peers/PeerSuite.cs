namespace Bench.Peers;

/// <summary><c>bench peers</c>: compares the cache with other .NET caches that answer the same requests.</summary>
public static class PeerSuite
{
    private const string Page = "docs/performance.md";
    private const int Rounds = 5;

    public static Command Create()
    {
        var rounds = new Option<int>("--rounds")
        {
            Description = "Rounds that count; in each, every cache has a turn of every kind. One more warms up.",
            DefaultValueFactory = _ => Rounds,
        };
        var write = new Option<bool>("--write") { Description = $"Write the tables into {Page}." };
        var command = new Command("peers", "Compare the cache with FusionCache, HybridCache, output caching, and SET and DEL.")
        {
            rounds, write, PeerServer.Create(),
        };
        command.SetAction(async (parsed, ct) =>
        {
            var text = await PeerRun.MeasureAsync(parsed.GetValue(rounds), ct);
            Console.Write(text);
            if (parsed.GetValue(write))
                new MarkedSection(Page, "bench peers").Write(text);
            return 0;
        });
        return command;
    }
}
