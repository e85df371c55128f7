using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Statsctl.BrokerUsers;

namespace Launcher;

/// <summary>The services as separate processes, as in production. The database is migrated first.</summary>
public sealed class StatsSystem : IAsyncDisposable
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly Dictionary<string, string> BrokerUsers = new()
    {
        ["ScoringService"] = BrokerUser.Scoring,
        ["CacheInvalidator"] = BrokerUser.Invalidator,
    };

    private readonly Servers _servers;
    private readonly StatsSystemOptions _options;
    private readonly FreePorts _ports = new();
    private readonly List<Service> _services = [];

    private StatsSystem(Servers servers, StatsSystemOptions options) => (_servers, _options) = (servers, options);

    public IReadOnlyList<Service> Scorers => Of("ScoringService");

    public IReadOnlyList<Service> Invalidators => Of("CacheInvalidator");

    public IReadOnlyList<Service> Apis => Of("StatsApi");

    public IReadOnlyList<Service> Webs => Of("StatsWeb");

    public Uri Api => Apis[0].Address;

    public string ApiKey => _options.ApiKey;

    /// <summary>Migrates the database, starts the services and waits until all are ready.</summary>
    /// <exception cref="LauncherException">Something did not start.</exception>
    public static async Task<StatsSystem> StartAsync(Servers servers, StatsSystemOptions options, CancellationToken ct = default)
    {
        var system = new StatsSystem(servers, options);
        try
        {
            if (!options.IsMigrated)
                await system.MigrateAsync(ct);
            for (var n = 0; n < options.Scorers; n++)
                system.Add("ScoringService", system._ports.Take());
            for (var n = 0; n < options.Invalidators; n++)
                system.Add("CacheInvalidator", system._ports.Take());
            for (var n = 0; n < options.Apis; n++)
                system.Add("StatsApi", n == 0 && options.ApiPort is { } port ? Checked(port, "--port") : system._ports.Take());
            for (var n = 0; n < options.Webs; n++)
                system.AddWeb(n == 0 && options.WebPort is { } port ? Checked(port, "--web-port") : system._ports.Take());
            await Task.WhenAll(system._services.Select(service => service.StartAsync(ct)));
            return system;
        }
        catch
        {
            await system.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_services.Select(service => service.StopAsync(Grace)));
        _ports.Dispose();
    }

    private Service[] Of(string name) => [.. _services.Where(service => service.Name == name)];

    private void Add(string name, int port) => Add(name, port, new Dictionary<string, string?>(_servers.Environment)
    {
        // Each service has its own user, as in production.
        ["ConnectionStrings__RabbitMq"] = BrokerUsers.TryGetValue(name, out var user) ? _servers.RabbitMqOf(user) : null,
        ["Auth__Keys__0__Name"] = "launcher",
        ["Auth__Keys__0__Sha256"] = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(_options.ApiKey))),
        ["Auth__Keys__0__Scopes__0"] = "stats:read",
        ["RateLimits__PerMinute"] = $"{_options.RateLimit}",
    });

    // StatsWeb reads the first API, and connects to no server itself.
    private void AddWeb(int port) => Add("StatsWeb", port, new Dictionary<string, string?>
    {
        ["Api__Address"] = Api.GetLeftPart(UriPartial.Authority),
        ["Api__Key"] = _options.ApiKey,
        ["Operations__Password"] = StatsSystemOptions.OperationsPassword,
    });

    private void Add(string name, int port, Dictionary<string, string?> settings)
    {
        var address = new Uri($"http://127.0.0.1:{port}/");
        settings["ASPNETCORE_URLS"] = address.GetLeftPart(UriPartial.Authority);
        settings["DOTNET_ENVIRONMENT"] = "Production";
        // These processes live for seconds or minutes: profiling them for better code costs more than it gains.
        settings["DOTNET_TieredPGO"] = "0";
        // The README publishes the demo's key; the services listen on loopback only.
        settings["Secrets__AllowPublished"] = "true";
        var all = With(_options.Settings, settings);
        if (_options.SettingsOf.TryGetValue(name, out var own))
            all = With(own, all);
        var start = new ChildStart($"{name}-{port}", "dotnet", Repository.Program("services", name)) { Environment = all };
        _services.Add(new Service(name, address, () => _servers.Start(start), Patience));
    }

    private async Task MigrateAsync(CancellationToken ct)
    {
        var migrate = _servers.Start(new ChildStart("migrate", "dotnet", Repository.Program("tools", "statsctl"), "migrate")
        {
            Environment = With(_options.Settings, _servers.Environment),
        });
        await migrate.WaitForExitAsync(ct);
        if (migrate.ExitCode != 0)
            throw new LauncherException($"statsctl migrate failed: {migrate.LogTail()}");
    }

    private static Dictionary<string, string?> With(
        IReadOnlyDictionary<string, string?> added, IReadOnlyDictionary<string, string?> settings) =>
        added.UnionBy(settings, setting => setting.Key).ToDictionary();

    private static int Checked(int port, string option)
    {
        try
        {
            using var probe = new TcpListener(System.Net.IPAddress.Loopback, port);
            probe.Start();
            return port;
        }
        catch (SocketException)
        {
            throw new LauncherException($"Port {port} is taken: choose another one with {option}.");
        }
    }
}
