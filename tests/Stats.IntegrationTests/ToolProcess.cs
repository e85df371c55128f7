using System.Text.Json.Nodes;
using Launcher;
using Statsctl.BrokerUsers;

namespace Stats.IntegrationTests;

/// <summary>Our tools as separate processes that use the test's servers, with an operator's connection strings.</summary>
internal static class ToolProcess
{
    private const string Broker = "ConnectionStrings__RabbitMq";

    /// <summary>Starts one of our tools.</summary>
    /// <param name="settings">Environment variables that replace those of the servers.</param>
    public static ChildProcess StartTool(
        this Servers servers, string tool, IEnumerable<string> arguments, IReadOnlyDictionary<string, string?>? settings = null)
    {
        var environment = new Dictionary<string, string?>(servers.Environment);
        if (environment.ContainsKey(Broker))
            environment[Broker] = servers.RabbitMqOf(BrokerUser.Operator);
        foreach (var (name, value) in settings ?? new Dictionary<string, string?>())
            environment[name] = value;
        return servers.Start(
            new ChildStart($"{tool}-{Guid.NewGuid():N}", "dotnet", [Repository.Program("tools", tool), .. arguments])
            {
                Environment = environment,
            });
    }

    /// <summary>Runs <c>statsctl</c> and waits until it exits.</summary>
    public static Task<(int Code, string Said)> StatsctlAsync(this Servers servers, params string[] arguments) =>
        servers.StartTool("statsctl", arguments).EndAsync();

    /// <summary>Waits until the process exits.</summary>
    public static async Task<(int Code, string Said)> EndAsync(this ChildProcess process)
    {
        await process.WaitForExitAsync();
        return (process.ExitCode, process.Said().Trim());
    }

    /// <summary>The output so far, of standard output and standard error.</summary>
    public static string Said(this ChildProcess process) => File.Exists(process.LogFile) ? File.ReadAllText(process.LogFile) : "";

    /// <summary>The JSON objects in the output.</summary>
    public static IReadOnlyList<JsonNode> Objects(string said) =>
        [.. said.Split('\n').Where(line => line.StartsWith('{')).Select(line => JsonNode.Parse(line)!)];

    /// <summary>Waits until the output contains a text.</summary>
    public static Task SaysAsync(this ChildProcess process, string text) => Eventually.HoldsAsync(
        () =>
        {
            var said = process.Said();
            Assert.False(process.HasExited && !said.Contains(text, StringComparison.Ordinal), said);
            return said.Contains(text, StringComparison.Ordinal);
        },
        () => $"{text} is not in {process.Said()}");

    /// <summary>Waits until the end of a service's log contains a text.</summary>
    public static Task LogsAsync(this Service service, string text, int lines = 200) => Eventually.HoldsAsync(
        () => service.Process.LogTail(lines).Contains(text, StringComparison.Ordinal),
        () => $"{text} is not in the log of {service.Name}.");
}
