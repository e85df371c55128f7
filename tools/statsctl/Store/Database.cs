using Npgsql;
using Stats.Store;

namespace Statsctl.Store;

/// <summary>Opens the database.</summary>
internal static class Database
{
    /// <summary>The environment variable with the connection string.</summary>
    public const string Key = "ConnectionStrings__Postgres";

    private const string Example = "Host=localhost;Database=stats;Username=stats;Password=…";

    /// <summary>Opens the database of the option, else of the environment.</summary>
    /// <exception cref="CommandFailedException">Neither is set, or the value is not a connection string.</exception>
    public static NpgsqlDataSource Open(string? option)
    {
        var (source, given) = option is null ? (Key, Environment.GetEnvironmentVariable(Key)) : ("--postgres", option);
        if (string.IsNullOrWhiteSpace(given))
            throw new CommandFailedException($"no database is given: set {Key}, or give --postgres, for example \"{Example}\"");
        try
        {
            return NpgsqlDataSource.Create(given);
        }
        catch (ArgumentException e)
        {
            throw new CommandFailedException($"{source} is not a valid connection string ({e.Message}); use for example \"{Example}\"", e);
        }
    }

    /// <summary>Checks that the tables have this version's schema.</summary>
    /// <exception cref="CommandFailedException">They are older or newer.</exception>
    public static async Task RequireSchemaAsync(NpgsqlDataSource database, CancellationToken ct)
    {
        if (await Schema.CurrentAsync(database, ct) is var current && current != Schema.Latest)
        {
            throw new CommandFailedException(
                $"the database has schema version {current}, but this statsctl needs version {Schema.Latest}: "
                + (current < Schema.Latest ? "run statsctl migrate" : "use a newer statsctl"));
        }
    }
}
