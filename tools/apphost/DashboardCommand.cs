using System.CommandLine;
using Launcher;
using Season.Demo;
using Statsctl;

namespace AppHost;

/// <summary><c>./stats demo --dashboard</c>.</summary>
internal static class DashboardCommand
{
    public static RootCommand Create()
    {
        // ./stats passes it on.
        var flag = new Option<bool>("--dashboard") { Hidden = true };
        var dashboardPort = DemoCommand.Port("--dashboard-port", "The dashboard's", 18888);
        var (port, webPort, results) = (DemoCommand.ApiPort(), DemoCommand.WebPort(), DemoCommand.Results());
        var root = new RootCommand(
            "Start everything with Aspire, replay a season, and show logs, traces and metrics in Aspire's dashboard, until Ctrl-C.")
        {
            flag, dashboardPort, port, webPort, results,
        };
        root.SetAction((parsed, ct) => RunAsync(
            new DashboardRequest(
                parsed.GetValue(dashboardPort),
                parsed.GetValue(port),
                parsed.GetValue(webPort),
                DemoCommand.ResultsOf(parsed.GetValue(results))),
            ct));
        return root;
    }

    private static async Task RunAsync(DashboardRequest request, CancellationToken ct)
    {
        try
        {
            await DashboardRun.RunAsync(request, ct);
        }
        catch (LauncherException failure)
        {
            throw new CommandFailedException(failure.Message);
        }
    }
}
