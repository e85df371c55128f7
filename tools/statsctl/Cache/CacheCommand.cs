using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Spectre.Console;
using Stats.Cache;
using Stats.Cache.Administration;
using Statsctl.Store;

namespace Statsctl.Cache;

/// <summary><c>statsctl cache</c>: shows the cache's contents, and empties parts of it.</summary>
public static class CacheCommand
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    public static Command Create() => new("cache", "Look into the cache, or empty parts of it.") { Stats(), Purge() };

    private static Command Stats()
    {
        var redis = StoreOptions.Redis();
        var json = new Option<bool>("--json") { Description = "As JSON, for scripts." };
        var command = new Command("stats", "Pages and their bytes by kind of page.") { redis, json };
        command.SetAction((parsed, ct) => WithAsync(parsed.GetValue(redis), async cache =>
        {
            var levels = await cache.CensusAsync(ct);
            if (parsed.GetValue(json))
                Console.WriteLine(JsonSerializer.Serialize(new { levels }, Json));
            else
                AnsiConsole.Write(Table([.. levels, new("all", levels.Sum(level => level.Entries), levels.Sum(level => level.Bytes))]));
        }));
        return command;
    }

    private static Command Purge()
    {
        var redis = StoreOptions.Redis();
        var pattern = new Argument<string>("pattern") { Description = "Which pages, as a glob over their keys; quote it: '{stats}:club:*'." };
        var command = new Command("purge", "Unlink every page that matches. No page needs it to be fresh: it frees memory.") { pattern, redis };
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

    private static Table Table(IEnumerable<PageCensus> levels)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumn("Pages");
        foreach (var title in (string[])["Entries", "Bytes"])
            table.AddColumn(title, column => column.RightAligned());
        foreach (var level in levels)
            table.AddRow(level.Level, Number(level.Entries), Number(level.Bytes));
        return table;

        static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
    }

    private static async Task WithAsync(string? redis, Func<CacheAdministration, Task> work)
    {
        var options = PageFloors.Redis(redis)
            ?? throw new CommandFailedException($"where is Redis? Give --redis, or set {PageFloors.Key}, for example {PageFloors.Key}=redis:6379");
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
