using System.Security.Cryptography;
using Launcher;

namespace AppHost;

/// <summary>
/// Aspire's dashboard on loopback, without TLS. A token opens its pages, and as <c>x-api-key</c> its API: it shows the servers' passwords,
/// and every user of the machine can reach loopback.
/// </summary>
internal sealed class Dashboard(int port, FreePorts ports)
{
    private readonly string _token = RandomNumberGenerator.GetHexString(32, lowercase: true);

    /// <summary>The address that opens it in a browser.</summary>
    public string Login => $"{Address(port)}/login?t={_token}";

    /// <summary>A builder whose application has this dashboard.</summary>
    public IDistributedApplicationBuilder CreateBuilder()
    {
        // Aspire reads these from the environment, as its launch profiles set them.
        foreach (var (name, value) in Settings())
            Environment.SetEnvironmentVariable(name, value);
        var builder = DistributedApplication.CreateBuilder([]);
        builder.Configuration["AppHost:BrowserToken"] = _token;
        builder.Configuration["AppHost:DashboardApiKey"] = _token;
        builder.Configuration["Logging:LogLevel:Default"] = "Warning";
        return builder;
    }

    private Dictionary<string, string> Settings() => new()
    {
        ["ASPNETCORE_URLS"] = Address(port),
        ["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"] = Address(ports.Take()),
        ["ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL"] = Address(ports.Take()),
        ["ASPIRE_ALLOW_UNSECURED_TRANSPORT"] = "true",
        ["ASPIRE_DCP_USE_DEVELOPER_CERTIFICATE"] = "false",
        ["ASPIRE_DASHBOARD_TELEMETRY_OPTOUT"] = "true",
        ["ASPIRE_VERSION_CHECK_DISABLED"] = "true",
        // Aspire then tells programs to export at once, and to record every trace.
        ["DOTNET_ENVIRONMENT"] = "Development",
    };

    private static string Address(int port) => $"http://127.0.0.1:{port}";
}
