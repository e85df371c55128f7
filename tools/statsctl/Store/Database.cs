using Npgsql;
using Stats.Store;

namespace Statsctl.Store;

/// <summary>Where the database is.</summary>
internal static class Database
{
    /// <summary>The environment variable that says it.</summary>
    public const string Key = "ConnectionStrings__Postgres";

    private const string Example = "Host=localhost;Database=stats;Username=stats;Password=…";

    /// <summary>From the option if it was given, else from the environment.</summary>
    /// <exception cref="CommandFailedException">Neither says it, or not as a connection string.</exception>
    public static NpgsqlDataSource Open(string? option)
    {
        var (source, given) = option is null ? (Key, Environment.GetEnvironmentVariable(Key)) : ("--postgres", option);
        if (string.IsNullOrWhiteSpace(given))
            throw new CommandFailedException($"which database? Set {Key}, or give --postgres, for example \"{Example}\"");
        try
        {
            return NpgsqlDataSource.Create(given);
        }
        catch (ArgumentException e)
        {
            throw new CommandFailedException($"{source} is not a connection string ({e.Message}); an example: \"{Example}\"", e);
        }
    }

    /// <summary>Commands that work on the tables need them as this version knows them.</summary>
    /// <exception cref="CommandFailedException">They are older or newer.</exception>
    public static async Task RequireSchemaAsync(NpgsqlDataSource database, CancellationToken ct)
    {
        if (await Schema.CurrentAsync(database, ct) is var current && current != Schema.Latest)
            throw new CommandFailedException($"the schema is at {current}, and this statsctl knows {Schema.Latest}: {(current < Schema.Latest ? "run statsctl migrate" : "take a newer one")}");
    }
}
