using System.Globalization;
using Microsoft.Extensions.Hosting;
using StackExchange.Redis;

namespace Stats.Cache.Administration;

/// <summary>Adds what this process counted to what all processes counted, so that an operator needs no other system to see it.</summary>
internal sealed class CounterReport(CacheDiagnostics diagnostics, RedisConnection redis, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private readonly IScripts _scripts = redis;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await ReportAsync();
        }
        finally
        {
            await ReportAsync();
        }
    }

    private async Task ReportAsync()
    {
        var counted = diagnostics.Take();
        if (counted.Count == 0)
            return;
        try
        {
            RedisValue[] values =
            [
                time.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
                .. counted.SelectMany(field => new RedisValue[] { field.Key, field.Value }),
            ];
            await _scripts.EvalAsync(LuaScript.Count, [CacheKeys.Counters], values, CancellationToken.None);
        }
        catch (RedisUnavailableException)
        {
            foreach (var (field, count) in counted)
                diagnostics.PutBack(field, count);
        }
    }
}
