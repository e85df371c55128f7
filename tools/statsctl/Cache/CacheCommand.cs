using Stats.Cache;
using Stats.Cache.Administration;
using Statsctl.Store;

namespace Statsctl.Cache;

/// <summary><c>statsctl cache</c>: shows the cache's contents, and removes pages from it.</summary>
public static class CacheCommand
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    public static Command Create() => new("cache", "Show the cache's contents, or remove pages from it.") { Stats(), Purge() };

    private static Command Stats()
    {
        var redis = StoreOptions.Redis();
        var json = new Option<bool>("--json") { Description = "Print JSON, for scripts." };
        var command = new Command("stats", "Show the number of pages and their bytes by kind.") { redis, json };
        command.SetAction((parsed, ct) => WithAsync(parsed.GetValue(redis), async cache =>
        {
            var kinds = await cache.CensusAsync(ct);
            if (parsed.GetValue(json))
                Console.WriteLine(JsonSerializer.Serialize(new { levels = kinds }, Json));
            else
                AnsiConsole.Write(Table([.. kinds, new("all", kinds.Sum(kind => kind.Entries), kinds.Sum(kind => kind.Bytes))]));
        }));
        return command;
    }

    private static Command Purge()
    {
        var redis = StoreOptions.Redis();
        var pattern = new Argument<string>("pattern") { Description = "A glob for the pages' keys; quote it, as in '{stats}:club:*'." };
        var command = new Command("purge", "Unlink matching pages to free memory. Pages are fresh without it.") { pattern, redis };
        command.SetAction((parsed, ct) => WithAsync(parsed.GetValue(redis), async cache =>
        {
            try
            {
                var removed = await cache.PurgeAsync(parsed.GetValue(pattern)!, ct);
                Console.WriteLine($"Unlinked {removed:N0} pages.");
            }
            catch (FormatException e)
            {
                throw new CommandFailedException(e.Message, e);
            }
        }));
        return command;
    }

    private static Table Table(IEnumerable<PageCensus> kinds)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumn("Pages");
        foreach (var title in (string[])["Entries", "Bytes"])
            table.AddColumn(title, column => column.RightAligned());
        foreach (var kind in kinds)
            table.AddRow(kind.Kind, Number(kind.Entries), Number(kind.Bytes));
        return table;

        static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
    }

    private static async Task WithAsync(string? redis, Func<CacheAdministration, Task> work)
    {
        var options = PageFloors.Redis(redis)
            ?? throw new CommandFailedException($"no Redis is given: set {PageFloors.Key}, or give --redis, for example redis:6379");
        await using var server = new RedisConnection(options, Timeout);
        try
        {
            await work(new CacheAdministration(server));
        }
        catch (RedisUnavailableException e)
        {
            throw new CommandFailedException(e.Message, e);
        }
    }
}
