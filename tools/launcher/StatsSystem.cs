namespace Launcher;

/// <summary>The services as separate processes, as in production. The database is migrated first.</summary>
public sealed class StatsSystem : IAsyncDisposable
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly SystemPlan _plan;
    private readonly StatsSystemOptions _options;
    private readonly Service[] _services;
    private readonly CancellationTokenSource _disposing = new();

    private StatsSystem(Servers servers, StatsSystemOptions options, SystemPlan plan)
    {
        (_plan, _options) = (plan, options);
        _services = [.. plan.Services.Select(
            planned => new Service(planned.Name, planned.Address, () => servers.Start(planned.Start), Patience))];
    }

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
        var system = new StatsSystem(servers, options, SystemPlan.Of(servers, options));
        try
        {
            if (!options.IsMigrated)
                await MigrateAsync(servers, system._plan, ct);
            await Task.WhenAll(system._services.Select(service => service.StartAsync(ct)));
            return system;
        }
        catch
        {
            await system.DisposeAsync();
            throw;
        }
    }

    /// <summary>Reports each service that ends from now on, until disposal.</summary>
    public void ReportEnds(Action<string> say)
    {
        foreach (var service in _services)
            _ = ReportEndAsync(service, say);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_disposing.IsCancellationRequested)
            await _disposing.CancelAsync();
        await Task.WhenAll(_services.Select(service => service.StopAsync(Grace)));
        _plan.Dispose();
        _disposing.Dispose();
    }

    private Service[] Of(string name) => Array.FindAll(_services, service => service.Name == name);

    private async Task ReportEndAsync(Service service, Action<string> say)
    {
        var (process, ct) = (service.Process, _disposing.Token);
        await process.WaitForExitAsync(ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!ct.IsCancellationRequested)
            say($"{service.Name} ended with exit code {process.ExitCode}; its log: {process.LogFile}");
    }

    private static async Task MigrateAsync(Servers servers, SystemPlan plan, CancellationToken ct)
    {
        var migrate = servers.Start(plan.Migration);
        await migrate.WaitForExitAsync(ct);
        if (migrate.ExitCode != 0)
            throw new LauncherException($"statsctl migrate failed: {migrate.LogTail()}");
    }
}
