using Npgsql;
using Stats.Store;

namespace Statsctl.Store;

/// <summary><c>statsctl migrate</c>: creates or updates the schema that the services wait for, and the roles of their logins.</summary>
public static class MigrateCommand
{
    private static readonly string RolesDescription =
        $"Also create the roles {string.Join(", ", DatabaseRole.All.Select(role => role.Name))}, and give each exactly the rights of its "
        + $"program. The passwords come from {string.Join(", ", DatabaseRole.All.Select(role => role.PasswordVariable))}. "
        + "A role that exists keeps its password if the variable isn't set, or if only another role may change it (PostgreSQL 16).";

    public static Command Create()
    {
        var postgres = StoreOptions.Postgres();
        var roles = new Option<bool>("--roles") { Description = RolesDescription };
        var dryRun = new Option<bool>("--dry-run")
        {
            Description = "Check that the database answers and that --roles has its passwords. Changes nothing, accepts any schema.",
        };
        var migrate = new Command("migrate", "Create or update the schema: Marten's tables and Stats' own. Safe to repeat.")
        {
            postgres, roles, dryRun,
        };
        migrate.SetAction((parsed, ct) =>
            RunAsync(parsed.GetValue(postgres), parsed.GetValue(roles), parsed.GetValue(dryRun), ct));
        return migrate;
    }

    private static async Task RunAsync(string? postgres, bool withRoles, bool dryRun, CancellationToken ct)
    {
        await using var database = Database.Open(postgres);
        try
        {
            var roles = withRoles ? await DatabaseRoles.ReadAsync(database, ct) : null;
            if (dryRun)
            {
                await using var answers = await database.OpenConnectionAsync(ct);
                Console.WriteLine("Nothing was changed.");
                return;
            }
            var applied = await Schema.MigrateAsync(database, ct);
            foreach (var name in applied)
                Console.WriteLine($"Applied {name}.");
            Console.WriteLine($"The database has schema version {Schema.Latest}.");
            if (roles is null)
                return;
            var left = await roles.ApplyAsync(database, ct);
            Console.WriteLine($"Set the rights of {string.Join(", ", DatabaseRole.All.Select(role => role.Name))}.");
            foreach (var sentence in left)
                Console.WriteLine(sentence);
        }
        catch (Exception e) when (e is InvalidOperationException || TransientFailure.Is(e))
        {
            var advice = e is NpgsqlException ? $" (check {Database.Key})" : "";
            throw new CommandFailedException($"the database could not be migrated: {e.GetBaseException().Message}{advice}", e);
        }
    }
}
