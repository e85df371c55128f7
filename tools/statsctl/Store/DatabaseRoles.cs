using System.Security.Cryptography;
using System.Text;
using Npgsql;
using Stats.Store;

namespace Statsctl.Store;

/// <summary>Creates the roles of the database, and gives each exactly its rights.</summary>
internal sealed class DatabaseRoles
{
    private readonly Dictionary<string, string?> _passwords;
    private readonly HashSet<string> _existing;

    private DatabaseRoles(Dictionary<string, string?> passwords, HashSet<string> existing) =>
        (_passwords, _existing) = (passwords, existing);

    /// <summary>Reads the passwords, before anything is changed. A role that exists keeps its password if none is given.</summary>
    /// <exception cref="CommandFailedException">A password is invalid, or missing for a role that doesn't exist yet.</exception>
    public static async Task<DatabaseRoles> ReadAsync(NpgsqlDataSource database, CancellationToken ct)
    {
        await using var command = database.CreateCommand("select rolname from pg_roles");
        var existing = await command.ListAsync(row => row.GetString(0), ct);
        return new(
            DatabaseRole.All.ToDictionary(
                role => role.Name,
                role => existing.Contains(role.Name)
                    ? PasswordVariable.Optional(role.PasswordVariable)
                    : PasswordVariable.Required(role.PasswordVariable)),
            [.. existing]);
    }

    /// <summary>Creates missing roles and replaces the rights of all, in one transaction: a running service loses no right.</summary>
    public async Task ApplyAsync(NpgsqlDataSource database, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await connection.ExecuteAsync("select pg_advisory_xact_lock($1)", ct, Locks.Migration);
        var name = await connection.ScalarAsync<string>("select quote_ident(current_database())", ct);
        await connection.ExecuteAsync($"revoke all on database {name} from public", ct);
        foreach (var role in DatabaseRole.All)
        {
            foreach (var statement in Statements(role, name))
                await connection.ExecuteAsync(statement, ct);
        }
        await transaction.CommitAsync(ct);
    }

    private IEnumerable<string> Statements(DatabaseRole role, string database)
    {
        if (!_existing.Contains(role.Name))
            yield return $"create role {role.Name} login";
        if (_passwords[role.Name] is { } password)
            yield return $"alter role {role.Name} login password '{Hash(password)}'";
        yield return $"revoke all on all tables in schema events, stats from {role.Name}";
        yield return $"revoke all on all sequences in schema events, stats from {role.Name}";
        yield return $"revoke all on schema events, stats from {role.Name}";
        yield return $"revoke all on database {database} from {role.Name}";
        yield return $"grant connect on database {database} to {role.Name}";
        // Only a superuser may grant it, so an operator may have done so.
        if (role.MemberOf is { } group)
        {
            yield return
                $"do $$ begin if not pg_has_role('{role.Name}', '{group}', 'member') then grant {group} to {role.Name}; end if; end $$";
        }
        foreach (var grant in role.Grants)
            yield return $"grant {grant.Replace("$database", database, StringComparison.Ordinal)} to {role.Name}";
    }

    /// <summary>The password as PostgreSQL stores it (RFC 5803), so that no log of the server contains the password itself.</summary>
    private static string Hash(string password)
    {
        const int Iterations = 4096;
        var salt = RandomNumberGenerator.GetBytes(16);
        var salted = Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(password), salt, Iterations, HashAlgorithmName.SHA256, 32);
        var client = HMACSHA256.HashData(salted, Encoding.UTF8.GetBytes("Client Key"));
        var server = HMACSHA256.HashData(salted, Encoding.UTF8.GetBytes("Server Key"));
        var keys = $"{Convert.ToBase64String(SHA256.HashData(client))}:{Convert.ToBase64String(server)}";
        return $"SCRAM-SHA-256${Iterations}:{Convert.ToBase64String(salt)}${keys}";
    }
}
