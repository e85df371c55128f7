using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace Stats.Store;

/// <summary>Applies the numbered migrations that a database lacks, each in its own transaction, one migrator at a time.</summary>
public sealed class Migrator(NpgsqlDataSource database)
{
    /// <summary>The highest migration that this version knows.</summary>
    public static int Latest => Migration.All[^1].Number;

    /// <summary>Applies what is missing.</summary>
    /// <returns>The names of the migrations applied.</returns>
    /// <exception cref="InvalidOperationException">A migration that was applied reads otherwise now.</exception>
    public async Task<IReadOnlyList<string>> ApplyAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        // The lock belongs to the session: closing the connection gives it back, whatever happens.
        await ExecuteAsync(connection, $"select pg_advisory_lock({Locks.Migration})", cancellationToken);
        await ExecuteAsync(
            connection,
            """
            create schema if not exists stats;
            create table if not exists stats.migration (
                number     integer primary key,
                name       text not null,
                checksum   text not null,
                applied_at timestamptz not null default now()
            );
            """,
            cancellationToken);

        var applied = await AppliedAsync(connection, cancellationToken);
        var names = new List<string>();
        foreach (var migration in Migration.All)
        {
            if (applied.TryGetValue(migration.Number, out var checksum))
            {
                if (checksum != migration.Checksum)
                    throw new InvalidOperationException($"Migration {migration.Name} was applied with another text. Never change one: add a new one.");
                continue;
            }
            await ApplyAsync(connection, migration, cancellationToken);
            names.Add(migration.Name);
        }
        await ExecuteAsync(connection, $"select pg_advisory_unlock({Locks.Migration})", cancellationToken);
        return names;
    }

    /// <summary>The highest migration applied, 0 if there is no schema yet.</summary>
    public static async Task<int> CurrentAsync(NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("select max(number) from stats.migration");
        try
        {
            return await command.ExecuteScalarAsync(cancellationToken) is int number ? number : 0;
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InvalidSchemaName)
        {
            return 0;
        }
    }

    private static async Task<Dictionary<int, string>> AppliedAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select number, checksum from stats.migration", connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var applied = new Dictionary<int, string>();
        while (await reader.ReadAsync(cancellationToken))
            applied.Add(reader.GetInt32(0), reader.GetString(1));
        return applied;
    }

    private static async Task ApplyAsync(NpgsqlConnection connection, Migration migration, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await ExecuteAsync(connection, migration.Sql, cancellationToken);
        await using var record = new NpgsqlCommand("insert into stats.migration (number, name, checksum) values ($1, $2, $3)", connection)
        {
            Parameters = { new() { Value = migration.Number }, new() { Value = migration.Name }, new() { Value = migration.Checksum } },
        };
        await record.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private sealed record Migration(int Number, string Name, string Sql, string Checksum)
    {
        public static IReadOnlyList<Migration> All { get; } =
        [
            .. Assembly.GetExecutingAssembly().GetManifestResourceNames()
                .Where(resource => resource.EndsWith(".sql", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
                .Select(Read),
        ];

        private static Migration Read(string resource)
        {
            using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream(resource)!);
            var sql = reader.ReadToEnd();
            var name = Path.GetFileNameWithoutExtension(resource);
            var number = int.Parse(name.Split('_')[0]);
            return new Migration(number, name, sql, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sql))));
        }
    }
}
