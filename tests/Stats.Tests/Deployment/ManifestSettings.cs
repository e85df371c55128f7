using System.Text.RegularExpressions;
using Statsctl.Follow;
using Statsctl.Results.Sources;
using Statsctl.Store;

namespace Stats.Tests.Deployment;

/// <summary>Every variable of our pods is a setting of its program.</summary>
internal static partial class ManifestSettings
{
    // Variables of the platform: ASP.NET Core's port and log levels, and those of the OpenTelemetry SDK
    // (https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/).
    [GeneratedRegex("^(ASPNETCORE_HTTP_PORTS|Logging__(LogLevel__[A-Za-z.]+|Console__FormatterName)|"
        + "OTEL_(EXPORTER_OTLP_(ENDPOINT|PROTOCOL|HEADERS|TIMEOUT)|RESOURCE_ATTRIBUTES|TRACES_SAMPLER(_ARG)?|METRIC_EXPORT_INTERVAL))$")]
    private static partial Regex Platform();

    [GeneratedRegex("^ConnectionStrings__(Postgres|Redis|RabbitMq)$")]
    private static partial Regex Connections();

    // Variables that commands of statsctl read in addition to connection strings.
    private static readonly Dictionary<string, string[]> Commands = new()
    {
        ["verify"] = [Statsctl.Api.KeyVariable],
        ["canary"] = [Statsctl.Api.KeyVariable],
        ["feed"] = [Statsctl.Api.KeyVariable, FollowCommand.SourcesVariable, SourceOptions.TokenVariable],
        ["migrate"] = [.. DatabaseRole.All.Select(role => role.PasswordVariable)],
    };

    /// <summary>Whether a setting is one of ASP.NET Core or OpenTelemetry.</summary>
    public static bool IsOfThePlatform(string setting) => Platform().IsMatch(setting);

    public static IEnumerable<string> Findings(Manifests manifests) =>
        from workload in manifests.Workloads
        where workload.IsOurs
        let options = RealService.Assemblies.TryGetValue(workload.Name, out var assembly)
            ? SettingNames.Of(assembly)
            : Commands.GetValueOrDefault(workload.Name, [])
        from setting in manifests.Settings(workload)
        where !Platform().IsMatch(setting.Key) && !Connections().IsMatch(setting.Key)
            && !options.Any(pattern => Regex.IsMatch(setting.Key, $"^{pattern}$"))
        select $"{workload.Name} gets {setting.Key}, which is not one of its settings";
}
