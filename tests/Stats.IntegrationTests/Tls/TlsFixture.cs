using Launcher;
using Npgsql;
using Stats.Store;
using Stats.Tests.Replay;

namespace Stats.IntegrationTests.Tls;

/// <summary>Servers with a valid certificate for 127.0.0.1, and servers whose certificate has expired.</summary>
public sealed class TlsFixture : IAsyncLifetime
{
    private readonly TemporaryFiles _files = new();
    private CertificateAuthority _authority = null!;

    internal Servers Valid { get; private set; } = null!;

    internal Servers Expired { get; private set; } = null!;

    /// <summary>The certificate of the authority that issued both.</summary>
    internal string Authority => _authority.CertificateFile;

    public async ValueTask InitializeAsync()
    {
        _authority = new CertificateAuthority(_files.Folder);
        var starts = new[] { _authority.Issue("valid", -1, 10), _authority.Issue("expired", -10, -1) }
            .Select(tls => Servers.StartAsync(ServersOptions.Own() with { Kind = ServerKind.Local, Tls = tls }, _ => { }));
        var servers = await Task.WhenAll(starts);
        (Valid, Expired) = (servers[0], servers[1]);
        await using var database = NpgsqlDataSource.Create(Valid.Postgres);
        await Schema.MigrateAsync(database, CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await Valid.DisposeAsync();
        await Expired.DisposeAsync();
        _authority.Dispose();
        _files.Dispose();
    }

    /// <summary>Connection strings that require TLS and a valid certificate, as operators set them.</summary>
    /// <param name="host">A name of this machine.</param>
    internal static Dictionary<string, string?> Settings(Servers servers, string host)
    {
        var postgres = new NpgsqlConnectionStringBuilder(servers.Postgres)
        {
            Host = host,
            Port = servers.TlsPort(Server.Postgres),
            SslMode = SslMode.VerifyFull,
        };
        var broker = new UriBuilder(servers.RabbitMq) { Scheme = "amqps", Host = host, Port = servers.TlsPort(Server.RabbitMq) };
        return new()
        {
            ["ConnectionStrings__Postgres"] = postgres.ConnectionString,
            ["ConnectionStrings__Redis"] = $"{host}:{servers.TlsPort(Server.Redis)},ssl=true",
            ["ConnectionStrings__RabbitMq"] = broker.Uri.AbsoluteUri,
        };
    }
}
