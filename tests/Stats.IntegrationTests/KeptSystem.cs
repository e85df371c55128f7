using System.Text.Json;
using System.Text.Json.Nodes;
using Launcher;
using Npgsql;
using RabbitMQ.Client;
using StackExchange.Redis;
using Stats.Contracts;
using Stats.Store;

namespace Stats.IntegrationTests;

/// <summary>
/// The running services of a finished test, kept for the next test with the same options. A start takes five seconds of processor time.
/// </summary>
internal sealed class KeptSystem(StatsSystemOptions options, StatsSystem services, string postgres, ChildProcess[] processes)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public StatsSystem Services => services;

    public string Postgres => postgres;

    /// <summary>The processes of a system, which show later whether a test stopped or started one.</summary>
    public static ChildProcess[] ProcessesOf(StatsSystem services) =>
        [.. services.Scorers.Concat(services.Invalidators).Concat(services.Apis).Select(service => service.Process)];

    /// <summary>
    /// Empties database, cache and queues for a test with these options. To the services, this looks like a restore of an empty backup.
    /// </summary>
    /// <returns>Whether the services can be reused: they are healthy, still the same processes, and have these options.</returns>
    public async Task<bool> TryEmptyAsync(Servers servers, StatsSystemOptions wanted)
    {
        if (JsonSerializer.Serialize(options) != JsonSerializer.Serialize(wanted) || !ProcessesOf(services).SequenceEqual(processes)
            || processes.Any(process => process.HasExited))
            return false;
        using var limit = new CancellationTokenSource(Patience);
        try
        {
            await using var database = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(postgres) { Pooling = false });
            await using var connection = await new ConnectionFactory { Uri = new Uri(servers.RabbitMq) }.CreateConnectionAsync(limit.Token);
            await using var channel = await connection.CreateChannelAsync(cancellationToken: limit.Token);
            // Otherwise a message in progress would be scored into the emptied tables, or its announcement would be refused.
            await UntilIdleAsync(database, channel, limit.Token);
            await EmptyAsync(database, limit.Token);
            await using (var redis = await ConnectionMultiplexer.ConnectAsync($"{servers.Redis},allowAdmin=true"))
                await redis.GetServers().Single().FlushAllDatabasesAsync();
            foreach (var queue in Queues.All.SelectMany(queue => queue.Kept))
                await channel.QueuePurgeAsync(queue, limit.Token);
            await UntilHealthyAsync(limit.Token);
            // A message that a service had received before would be processed now.
            await UntilIdleAsync(database, channel, limit.Token);
            await using var isEmpty = database.CreateCommand("select not exists (select from events.mt_events)");
            return (bool)(await isEmpty.ExecuteScalarAsync(limit.Token))!;
        }
        catch (Exception e) when (
            e is OperationCanceledException or HttpRequestException or NpgsqlException or RedisException
                or RabbitMQ.Client.Exceptions.RabbitMQClientException)
        {
            return false;
        }
    }

    // The broker doesn't tell how many messages are delivered but not acknowledged, so nothing may happen for a while.
    private static async Task UntilIdleAsync(NpgsqlDataSource database, IChannel channel, CancellationToken ct)
    {
        await using var active = database.CreateCommand(
            "select count(*) from pg_stat_activity where datname = current_database() and state <> 'idle' and pid <> pg_backend_pid()");
        for (var idle = 0; idle < 8; idle++)
        {
            foreach (var queue in Queues.All)
                idle = await channel.MessageCountAsync(queue.Name, ct) > 0 ? 0 : idle;
            idle = (long)(await active.ExecuteScalarAsync(ct))! > 0 ? 0 : idle;
            await Task.Delay(50, ct);
        }
    }

    private static async Task EmptyAsync(NpgsqlDataSource database, CancellationToken ct)
    {
        await using (var empty = database.CreateCommand(
            """
            truncate stats.competition, stats.club, stats.model, stats.match, stats.prediction, stats.standing, stats.tag_version,
                stats.change, stats.correction, stats.correction_scope, events.mt_events, events.mt_streams;
            alter sequence events.mt_events_sequence restart
            """))
            await empty.ExecuteNonQueryAsync(ct);
        await Generations.DrawAsync(database, above: 0, ct);
    }

    private async Task UntilHealthyAsync(CancellationToken ct)
    {
        using var http = new HttpClient();
        foreach (var service in services.Scorers.Concat(services.Invalidators).Concat(services.Apis))
        {
            while (!await IsHealthyAsync(http, new Uri(service.Address, "health/ready"), ct))
                await Task.Delay(50, ct);
        }
    }

    private static async Task<bool> IsHealthyAsync(HttpClient http, Uri ready, CancellationToken ct)
    {
        using var response = await http.GetAsync(ready, ct);
        return (string?)JsonNode.Parse(await response.Content.ReadAsStringAsync(ct))!["status"] == "Healthy";
    }
}
