using System.Security.Cryptography;
using System.Text;
using Npgsql;
using Stats.Store;

namespace Statsctl.Store;

/// <summary>Creates the roles of the database, and gives each exactly its rights.</summary>
internal sealed class DatabaseRoles
{
    private readonly Dictionary<string, string?> _passwords;
    private readonly Dictionary<string, ExistingRole> _existing;

    private DatabaseRoles(Dictionary<string, string?> passwords, Dictionary<string, ExistingRole> existing) =>
        (_passwords, _existing) = (passwords, existing);

    /// <summary>Reads the passwords, before anything is changed. A role that exists keeps its password if none is given.</summary>
    /// <exception cref="CommandFailedException">
    /// A password is invalid, or missing for a role that doesn't exist yet, or a role can't log in and may not be changed.
    /// </exception>
    public static async Task<DatabaseRoles> ReadAsync(NpgsqlDataSource database, CancellationToken ct)
    {
        // From PostgreSQL 16 on, createrole gives rights only to the roles that one created.
        await using var command = database.CreateCommand(
            """
            select rolname, rolcanlogin,
                current_setting('server_version_num')::int < 160000 or pg_has_role(oid, 'member with admin option')
            from pg_roles
            """);
        var existing = (await command.ListAsync(
            row => new ExistingRole(row.GetString(0), row.GetBoolean(1), row.GetBoolean(2)), ct)).ToDictionary(role => role.Name);
        var roles = new DatabaseRoles(
            DatabaseRole.All.ToDictionary(
                role => role.Name,
                role => existing.ContainsKey(role.Name)
                    ? PasswordVariable.Optional(role.PasswordVariable)
                    : PasswordVariable.Required(role.PasswordVariable)),
            existing);
        if (DatabaseRole.All.FirstOrDefault(role => roles.KeepsPassword(role) && !existing[role.Name].MayLogIn) is { } closed)
        {
            throw new CommandFailedException(
                $"{closed.Name} can't log in, and this user may not change it: as a superuser, run alter role {closed.Name} login");
        }
        return roles;
    }

    /// <summary>Creates missing roles and replaces the rights of all, in one transaction: a running service loses no right.</summary>
    /// <returns>Sentences about what was left as it is, because only another role may change it.</returns>
    public async Task<IReadOnlyList<string>> ApplyAsync(NpgsqlDataSource database, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await connection.ExecuteAsync("select pg_advisory_xact_lock($1)", ct, Locks.Migration);
        var name = await connection.ScalarAsync<string>("select quote_ident(current_database())", ct);
        await connection.ExecuteAsync($"revoke all on database {name} from public", ct);
        var left = new List<string>();
        foreach (var role in DatabaseRole.All)
        {
            foreach (var statement in Statements(role, name))
                await connection.ExecuteAsync(statement, ct);
            if (KeepsPassword(role))
                left.Add($"{role.Name} keeps its password: another role created it, and must change it.");
            if (role.MemberOf is not { } group || await IsMemberAsync(connection, role.Name, group, ct))
                continue;
            if (_existing[group].MayBeChanged)
                await connection.ExecuteAsync($"grant {group} to {role.Name}", ct);
            else
                left.Add($"{role.Name} is no member of {group}: as a superuser, run grant {group} to {role.Name}.");
        }
        await transaction.CommitAsync(ct);
        return left;
    }

    // A password is given, and may not be set.
    private bool KeepsPassword(DatabaseRole role) =>
        _passwords[role.Name] is not null && _existing.TryGetValue(role.Name, out var existing) && !existing.MayBeChanged;

    private static Task<bool> IsMemberAsync(NpgsqlConnection connection, string role, string group, CancellationToken ct) =>
        connection.ScalarAsync<bool>($"select pg_has_role('{role}', '{group}', 'member')", ct);

    private IEnumerable<string> Statements(DatabaseRole role, string database)
    {
        if (!_existing.ContainsKey(role.Name))
            yield return $"create role {role.Name} login";
        if (_passwords[role.Name] is { } password && !KeepsPassword(role))
            yield return $"alter role {role.Name} login password '{Hash(password)}'";
        yield return $"revoke all on all tables in schema events, stats from {role.Name}";
        yield return $"revoke all on all sequences in schema events, stats from {role.Name}";
        yield return $"revoke all on schema events, stats from {role.Name}";
        yield return $"revoke all on database {database} from {role.Name}";
        yield return $"grant connect on database {database} to {role.Name}";
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

    /// <param name="MayBeChanged">Whether the user of the connection may alter it and grant it to others.</param>
    private sealed record ExistingRole(string Name, bool MayLogIn, bool MayBeChanged);
}
