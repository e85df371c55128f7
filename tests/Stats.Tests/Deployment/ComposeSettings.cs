using System.Reflection;
using System.Text.RegularExpressions;
using Statsctl.BrokerUsers;
using Statsctl.Follow;
using Statsctl.Results.Sources;

namespace Stats.Tests.Deployment;

/// <summary>Every variable of a service is a setting of its program. No connection string is missing, each leads to a service.</summary>
internal static partial class ComposeSettings
{
    private static readonly string[] OfFollow =
        [Statsctl.Api.KeyVariable, FollowCommand.SourcesVariable, SourceOptions.TokenVariable, SourceOptions.OpenLigaDbVariable];

    public static IEnumerable<string> Findings(ComposeFile file, ComposeService service)
    {
        IReadOnlyList<string> options = service.IsTool
            ? [.. BrokerUser.All.Select(BrokerUser.PasswordVariable), Statsctl.Api.AddressVariable, Statsctl.Api.KeyVariable]
            : SettingNames.Of(Assembly.Load(service.Program!));
        foreach (var (key, value) in service.Environment)
        {
            if (Connection().IsMatch(key))
            {
                var host = Host().Match(value).Groups["host"].Value;
                if (file.Find(host) is not { StaysUp: true })
                    yield return $"{service.Name} has a {key} that leads to {host}, which is no service";
            }
            else if (!Platform().IsMatch(key) && !options.Any(pattern => Regex.IsMatch(key, $"^{pattern}$"))
                && !(service.Command is ["follow", ..] && OfFollow.Contains(key)))
            {
                yield return $"{service.Name} gets {key}, which is not one of its settings";
            }
        }
        if (service.IsTool)
            yield break;
        var given = service.Environment.Keys.Where(key => Connection().IsMatch(key)).Order(StringComparer.Ordinal).ToList();
        var required = Required(service).Order(StringComparer.Ordinal).ToList();
        if (!given.SequenceEqual(required))
            yield return $"{service.Name} gets {string.Join(", ", given)}, but needs {string.Join(", ", required)}";
    }

    // Taken from the source of the service: the bus requires RabbitMQ, the others are required by name.
    private static IEnumerable<string> Required(ComposeService service) => Directory
        .EnumerateFiles(Checkout.PathOf(Path.GetDirectoryName(service.Dockerfile)!), "*.cs", SearchOption.AllDirectories)
        .Where(path => !path.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
        .SelectMany(path => Asked().Matches(File.ReadAllText(path)))
        .Select(match => $"ConnectionStrings__{(match.Groups["name"] is { Success: true, Value: var name } ? name : "RabbitMq")}")
        .Distinct();

    [GeneratedRegex("^(OTEL_[A-Z_]+|ASPNETCORE_[A-Z_]+|DOTNET_[A-Za-z_]+|Logging__(LogLevel|Console)__[A-Za-z.]+)$")]
    private static partial Regex Platform();

    [GeneratedRegex("^ConnectionStrings__(Postgres|Redis|RabbitMq)$")]
    private static partial Regex Connection();

    [GeneratedRegex("(Host=|@|^(?!amqp:))(?<host>[a-z-]+)[:;]")]
    private static partial Regex Host();

    [GeneratedRegex("Required\\(\\s*\"(?<name>\\w+)\"|\\.AddBus\\(")]
    private static partial Regex Asked();
}
