using System.Globalization;
using System.Runtime.ExceptionServices;
using DbUp;
using DbUp.Postgresql;
using JasperFx;
using Marten;
using Weasel.Core.Migrations;

namespace Stats.Store;

/// <summary>
/// The schema: Marten creates its own tables (<c>events</c>), numbered scripts create ours (<c>stats</c>). One number covers both: a
/// release that changes Marten's schema has a new script, as a test checks. Only <see cref="MigrateAsync"/> changes the schema.
/// </summary>
public static class Schema
{
    private const string Journal = "schema_version";

    /// <summary>The schema number that this version needs: its last script's.</summary>
    public static int Latest { get; } = typeof(Schema).Assembly.GetManifestResourceNames().Max(NumberOf);

    /// <summary>The database's schema number; 0 if it has no schema of a release.</summary>
    public static async Task<int> CurrentAsync(NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand($"select max(split_part(scriptname, '_', 1)::integer) from stats.{Journal}");
        try
        {
            return await command.ExecuteScalarAsync(cancellationToken) is int number ? number : 0;
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InvalidSchemaName)
        {
            return 0;
        }
    }

    /// <summary>Applies missing migrations, one process at a time. Harmless to repeat.</summary>
    /// <returns>The names of the scripts applied.</returns>
    /// <exception cref="InvalidOperationException">The schema is that of a newer version or of an unreleased build.</exception>
    public static async Task<IReadOnlyList<string>> MigrateAsync(NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        // This transaction only holds the lock, until it is disposed.
        await using var holder = await connection.BeginTransactionAsync(cancellationToken);
        await connection.ExecuteAsync("select pg_advisory_xact_lock($1)", cancellationToken, Locks.Migration);
        if (await connection.ScalarAsync<bool>("select to_regclass('stats.migration') is not null", cancellationToken))
        {
            throw new InvalidOperationException(
                "it was made by a build from before the first release. Use an empty database, or run "
                    + "\"drop schema events, stats cascade\" on this one; then run statsctl migrate, and publish all messages again");
        }
        // Marten would drop columns that it doesn't know.
        if (await CurrentAsync(database, cancellationToken) is var current && current > Latest)
        {
            throw new InvalidOperationException(
                $"it has schema version {current}, but this statsctl only knows version {Latest}: use a newer statsctl");
        }
        await using (var events = MatchEvents.Open(database, TimeProvider.System))
            await events.Storage.ApplyAllConfiguredChangesToDatabaseAsync(AutoCreate.CreateOrUpdate);
        await using (var schema = database.CreateCommand("create schema if not exists stats"))
            await schema.ExecuteNonQueryAsync(cancellationToken);
        var upgrade = DeployChanges.To.PostgresqlDatabase(new PostgresqlConnectionManager(database))
            .WithScriptsEmbeddedInAssembly(typeof(Schema).Assembly)
            .JournalToPostgresqlTable("stats", Journal)
            .WithTransactionPerScript()
            .WithVariablesDisabled()
            .LogToNowhere()
            .Build()
            .PerformUpgrade();
        if (!upgrade.Successful)
            ExceptionDispatchInfo.Throw(upgrade.Error);
        return [.. upgrade.Scripts.Select(script => script.Name)];
    }

    /// <summary>Compares the event tables with those that this version's Marten needs.</summary>
    /// <exception cref="InvalidOperationException">They differ; the message says what to run.</exception>
    internal static async Task CheckEventsAsync(IDocumentStore events, CancellationToken cancellationToken)
    {
        try
        {
            await events.Storage.Database.AssertDatabaseMatchesConfigurationAsync(cancellationToken);
        }
        catch (DatabaseValidationException e)
        {
            throw new InvalidOperationException("the event tables don't match this version's Marten: run statsctl migrate", e);
        }
    }

    private static int NumberOf(string script) => int.Parse(script.Split('_')[0], CultureInfo.InvariantCulture);
}
