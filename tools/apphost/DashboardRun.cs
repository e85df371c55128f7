using Launcher;
using Microsoft.Extensions.Hosting;
using Season.Demo;
using Statsctl.BrokerUsers;

namespace AppHost;

/// <summary>Runs the demo with Aspire's dashboard from start to end.</summary>
internal static class DashboardRun
{
    // Slow enough to watch, and that predictions are stored before their match is scored.
    private const int MessagesPerSecond = 200;

    public static async Task RunAsync(DashboardRequest request, CancellationToken ct)
    {
        var dashboardPort = FreePorts.Checked(request.DashboardPort, "--dashboard-port");
        await using var servers = await Servers.StartAsync(new ServersOptions(), Console.WriteLine, ct);
        // Each program gets its own connection strings, and must not inherit others.
        foreach (var name in servers.Environment.Keys)
            Environment.SetEnvironmentVariable(name, null);
        var options = new StatsSystemOptions
        {
            ApiPort = request.Port,
            Webs = 1,
            WebPort = request.WebPort,
            ApiKey = DemoCommand.DefaultKey,
        };
        using var plan = SystemPlan.Of(servers, options);
        using var ports = new FreePorts();
        var dashboard = new Dashboard(dashboardPort, ports);
        var builder = dashboard.CreateBuilder();
        Resources.Add(builder, servers, plan, Replay(servers, request.Results));
        await using var app = builder.Build();
        Console.WriteLine("Starting Aspire's dashboard, ScoringService, CacheInvalidator, StatsApi and StatsWeb…");
        Console.WriteLine($"Dashboard {dashboard.Login}");
        await app.StartAsync(ct);
        foreach (var service in plan.Services)
            await app.ResourceNotifications.WaitForResourceHealthyAsync(service.Name, ct);

        var (web, api) = (plan.AddressOf("StatsWeb"), plan.AddressOf("StatsApi"));
        using var environment = new DemoEnvironment(servers, api, options.ApiKey);
        foreach (var line in DemoAddresses.Of(servers, web, api, options.ApiKey))
            Console.WriteLine(line);
        await app.WaitForShutdownAsync(ct);
    }

    private static ChildStart Replay(Servers servers, IReadOnlyList<string> results) => new(
        "season",
        "dotnet",
        [Repository.Program("tools", "season"), "replay", "--rate", $"{MessagesPerSecond}", "--results", .. results])
    {
        Environment = new Dictionary<string, string?> { ["ConnectionStrings__RabbitMq"] = servers.RabbitMqOf(BrokerUser.Feed) },
    };
}
