using System.Text.Json.Nodes;
using Launcher;
using Statsctl.BrokerUsers;

namespace Stats.IntegrationTests.WholeSystem;

/// <summary><c>statsctl</c> as a separate process that uses the fixture's servers.</summary>
internal static class StatsctlProcess
{
    /// <summary>The environment with which an operator's <c>statsctl</c> finds the servers.</summary>
    public static IReadOnlyDictionary<string, string?> OperatorEnvironment(this Servers servers) =>
        new Dictionary<string, string?>(servers.Environment) { ["ConnectionStrings__RabbitMq"] = servers.RabbitMqOf(BrokerUser.Operator) };

    /// <summary>Starts <c>statsctl</c> with the operator's environment.</summary>
    public static ChildProcess StartStatsctl(this SystemFixture fixture, params string[] arguments) => fixture.Start("statsctl", arguments);

    /// <summary>Starts one of our tools with the operator's environment.</summary>
    public static ChildProcess Start(this SystemFixture fixture, string tool, params string[] arguments) => fixture.Servers.Start(
        new ChildStart($"{tool}-{Guid.NewGuid():N}", "dotnet", [Repository.Program("tools", tool), .. arguments])
        {
            Environment = fixture.Servers.OperatorEnvironment(),
        });

    /// <summary>Runs <c>statsctl</c> and waits until it exits.</summary>
    public static async Task<(int Code, string Said)> StatsctlAsync(this SystemFixture fixture, params string[] arguments) =>
        await EndAsync(fixture.StartStatsctl(arguments));

    /// <summary>Waits until the process exits.</summary>
    public static async Task<(int Code, string Said)> EndAsync(this ChildProcess statsctl)
    {
        await statsctl.WaitForExitAsync();
        return (statsctl.ExitCode, Said(statsctl));
    }

    /// <summary>The output so far, of standard output and standard error.</summary>
    public static string Said(this ChildProcess statsctl) => File.Exists(statsctl.LogFile) ? File.ReadAllText(statsctl.LogFile) : "";

    /// <summary>The JSON objects in the output.</summary>
    public static IReadOnlyList<JsonNode> Objects(string said) =>
        [.. said.Split('\n').Where(line => line.StartsWith('{')).Select(line => JsonNode.Parse(line)!)];

    /// <summary>Waits until the output contains a text.</summary>
    public static Task SaysAsync(this ChildProcess statsctl, string text) => RunningSystem.EventuallyAsync(() =>
    {
        var said = Said(statsctl);
        Assert.False(statsctl.HasExited && !said.Contains(text, StringComparison.Ordinal), said);
        return Task.FromResult(said.Contains(text, StringComparison.Ordinal));
    });
}
