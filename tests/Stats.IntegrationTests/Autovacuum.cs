using Npgsql;

namespace Stats.IntegrationTests;

/// <summary>
/// The server's automatic vacuum, which visits each database every minute. With a database for each test, that costs a minute of
/// processor time in a run.
/// </summary>
internal static class Autovacuum
{
    /// <summary>Lets it visit each database of a server only once an hour.</summary>
    public static async Task RestAsync(string postgres)
    {
        await using var server = NpgsqlDataSource.Create(postgres);
        foreach (var statement in (string[])["alter system set autovacuum_naptime = '1h'", "select pg_reload_conf()"])
        {
            await using var command = server.CreateCommand(statement);
            await command.ExecuteNonQueryAsync();
        }
    }
}
