using Stats.Store;

namespace Statsctl.Store;

/// <summary><c>statsctl migrate</c>: creates or updates the schema that the services wait for.</summary>
public static class MigrateCommand
{
    public static Command Create()
    {
        var postgres = StoreOptions.Postgres();
        var migrate = new Command("migrate", "Create or update the schema: Marten's tables and Stats' own. Safe to repeat.") { postgres };
        migrate.SetAction((parsed, ct) => RunAsync(parsed.GetValue(postgres), ct));
        return migrate;
    }

    private static async Task RunAsync(string? postgres, CancellationToken ct)
    {
        await using var database = Database.Open(postgres);
        try
        {
            var applied = await Schema.MigrateAsync(database, ct);
            foreach (var name in applied)
                Console.WriteLine($"Applied {name}.");
            Console.WriteLine($"The database has schema version {Schema.Latest}.");
        }
        catch (Exception e) when (e is InvalidOperationException || TransientFailure.Is(e))
        {
            throw new CommandFailedException($"the database could not be migrated: {e.Message}", e);
        }
    }
}
