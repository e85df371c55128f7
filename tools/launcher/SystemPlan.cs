using System.Security.Cryptography;
using System.Text;
using Statsctl.BrokerUsers;

namespace Launcher;

/// <summary>
/// The programs of a system with their ports and settings, before anything is started. <see cref="StatsSystem"/> starts them itself; for
/// <c>./stats demo --dashboard</c>, Aspire does.
/// </summary>
public sealed class SystemPlan : IDisposable
{
    private static readonly Dictionary<string, string> BrokerUsers = new()
    {
        ["ScoringService"] = BrokerUser.Scoring,
        ["CacheInvalidator"] = BrokerUser.Invalidator,
    };

    private readonly Servers _servers;
    private readonly StatsSystemOptions _options;
    private readonly FreePorts _ports = new();
    private readonly List<PlannedService> _services = [];

    private SystemPlan(Servers servers, StatsSystemOptions options) => (_servers, _options) = (servers, options);

    public IReadOnlyList<PlannedService> Services => _services;

    /// <summary><c>statsctl migrate</c>, which must end with success before a service starts.</summary>
    public ChildStart Migration => new("migrate", "dotnet", Repository.Program("tools", "statsctl"), "migrate")
    {
        Environment = With(_options.Settings, _servers.Environment),
    };

    /// <exception cref="LauncherException">A port is taken, or a program was not built.</exception>
    public static SystemPlan Of(Servers servers, StatsSystemOptions options)
    {
        var plan = new SystemPlan(servers, options);
        try
        {
            plan.Add();
            return plan;
        }
        catch
        {
            plan.Dispose();
            throw;
        }
    }

    public Uri AddressOf(string name) => _services.First(service => service.Name == name).Address;

    public void Dispose() => _ports.Dispose();

    private void Add()
    {
        for (var n = 0; n < _options.Scorers; n++)
            Add("ScoringService", _ports.Take());
        for (var n = 0; n < _options.Invalidators; n++)
            Add("CacheInvalidator", _ports.Take());
        for (var n = 0; n < _options.Apis; n++)
            Add("StatsApi", n == 0 && _options.ApiPort is { } port ? FreePorts.Checked(port, "--port") : _ports.Take());
        for (var n = 0; n < _options.Webs; n++)
            AddWeb(n == 0 && _options.WebPort is { } port ? FreePorts.Checked(port, "--web-port") : _ports.Take());
    }

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
        ["Api__Address"] = AddressOf("StatsApi").GetLeftPart(UriPartial.Authority),
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
        _services.Add(new PlannedService(name, address, start));
    }

    private static Dictionary<string, string?> With(
        IReadOnlyDictionary<string, string?> added, IReadOnlyDictionary<string, string?> settings) =>
        added.UnionBy(settings, setting => setting.Key).ToDictionary();
}
