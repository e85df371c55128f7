using Npgsql;

namespace Launcher;

/// <summary>PostgreSQL with its default settings (it does sync to the disk) and an empty database <c>stats</c>.</summary>
internal sealed class PostgresServer(Janitor janitor, FreePorts ports, TlsFiles? tls) : LocalServer("postgres", janitor, ports, tls)
{
    // PostgreSQL refuses to run as root; its package brings this account.
    private const string Account = "postgres";

    // Every user of the machine can reach loopback, and a superuser of PostgreSQL can run programs.
    private readonly string _password = BrokerAccounts.Password();

    public override string ConnectionString => Database("stats");

    protected override async Task PrepareAsync(CancellationToken ct)
    {
        // One port is for both.
        TlsPort = Port;
        var password = Path.Combine(Folder, "password");
        await File.WriteAllTextAsync(password, _password, ct);
        File.SetUnixFileMode(password, UnixFileMode.UserRead);
        if (Environment.IsPrivilegedProcess)
            await CompleteAsync(new("chown", "chown", "-R", Account, Folder), ct);
        // Without --no-sync initdb alone would take longer than the rest; the server's own fsync stays on.
        await CompleteAsync(AsAccount("initdb", "-D", "data", "-U", "stats", "-E", "UTF8", "--locale=C.UTF-8",
            "-A", "scram-sha-256", "--pwfile", password, "--no-sync", "--no-instructions"), ct);
    }

    protected override ChildStart Command() => AsAccount("postgres",
    [
        "-D", "data", "-c", "listen_addresses=127.0.0.1", "-c", $"port={Port}", "-c", "unix_socket_directories=",
        "-c", "max_connections=200", .. WithTls(),
    ]) with
    { StopSignal = Signal.Quit };

    private string[] WithTls() =>
        Tls is null ? [] : ["-c", "ssl=on", "-c", $"ssl_cert_file={Tls.Certificate}", "-c", $"ssl_key_file={Tls.Key}"];

    protected override Task<bool> AnswersAsync(CancellationToken ct) => Probes.PostgresAsync(Database("postgres"), ct);

    protected override async Task FirstStartedAsync(CancellationToken ct)
    {
        await using var connection = new NpgsqlConnection(Database("postgres") + ";Pooling=false;Timeout=5");
        await connection.OpenAsync(ct);
        await using var command = new NpgsqlCommand("create database stats", connection);
        await command.ExecuteNonQueryAsync(ct);
    }

    private string Database(string name) =>
        $"Host=127.0.0.1;Port={Port};Username=stats;Password={_password};Database={name}";

    private static ChildStart AsAccount(string program, params string[] arguments)
    {
        var path = Programs.Require(program);
        var start = Environment.IsPrivilegedProcess
            ? new ChildStart(program, "setpriv",
                [$"--reuid={Account}", $"--regid={Account}", "--init-groups", path, .. arguments])
            : new ChildStart(program, path, arguments);
        return start with { Environment = Without("PG") };
    }
}
