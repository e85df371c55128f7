using System.CommandLine;
using Npgsql;
using Stats.Store;

namespace Statsctl.Store;

/// <summary><c>statsctl migrate</c>: gives the database the schema that the services wait for.</summary>
public static class MigrateCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var postgres = StoreOptions.Postgres();
        var migrate = new Command("migrate", "Apply the migrations that the database lacks. Harmless to repeat.") { postgres };
        migrate.SetAction((parsed, ct) => RunAsync(parsed.GetValue(postgres), ct));
        return migrate;
    }

    private static async Task<int> RunAsync(string? postgres, CancellationToken ct)
    {
        await using var database = Database.Open(postgres);
        try
        {
            var applied = await new Migrator(database).ApplyAsync(ct);
            foreach (var name in applied)
                Console.WriteLine($"Applied {name}.");
            Console.WriteLine($"The schema is at {Migrator.Latest}.");
            return ExitCode.Done;
        }
        catch (Exception e) when (e is NpgsqlException or InvalidOperationException)
        {
            throw new CommandFailedException($"the database could not be migrated: {e.Message}", e);
        }
    }
}
