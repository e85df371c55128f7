using Npgsql;

namespace ScoringService.Matches;

/// <summary>Keeps seven days of the change log.</summary>
internal sealed class ChangeRetention(NpgsqlDataSource database, TimeProvider time, ILogger<ChangeRetention> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromHours(1), time);
        do
        {
            try
            {
                Log.Pruned(log, await ChangeLog.PruneAsync(database, time.GetUtcNow(), stoppingToken));
            }
            catch (NpgsqlException e)
            {
                Log.PruneFailed(log, e.Message);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
