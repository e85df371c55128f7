namespace Launcher;

/// <summary>A Redis without persistence, as a cache should be.</summary>
internal sealed class RedisServer(Janitor janitor, FreePorts ports, TlsFiles? tls) : LocalServer("redis", janitor, ports, tls)
{
    public override string ConnectionString => $"127.0.0.1:{Port}";

    protected override Task PrepareAsync(CancellationToken ct) => Task.CompletedTask;

    protected override ChildStart Command() => new("redis", Programs.Require("redis-server"),
    [
        "--bind", "127.0.0.1", "--port", $"{Port}", "--dir", Folder, "--save", "", "--appendonly", "no",
        "--maxmemory", "256mb", "--maxmemory-policy", "volatile-lru", .. WithTls(),
    ]);

    private string[] WithTls() => Tls is null
        ? []
        : ["--tls-port", $"{TlsPort}", "--tls-cert-file", Tls.Certificate, "--tls-key-file", Tls.Key, "--tls-auth-clients", "no"];

    protected override Task<bool> AnswersAsync(CancellationToken ct) =>
        Probes.RedisAsync(Port, ct);
}
