using System.Text.Json.Nodes;
using Launcher;
using Statsctl.BrokerUsers;

namespace Stats.IntegrationTests.WholeSystem;

/// <summary>The operator's tool as a process of its own, against the fixture's servers.</summary>
internal static class StatsctlProcess
{
    /// <summary>Where an operator's finds the servers.</summary>
    public static IReadOnlyDictionary<string, string?> OperatorEnvironment(this Servers servers) =>
        new Dictionary<string, string?>(servers.Environment) { ["ConnectionStrings__RabbitMq"] = servers.RabbitMqOf(BrokerUser.Operator) };

    /// <summary>Starts it; it finds the servers as an operator's does.</summary>
    public static ChildProcess StartStatsctl(this SystemFixture fixture, params string[] arguments) => fixture.Start("statsctl", arguments);

    /// <summary>Starts a tool of ours, which finds the servers likewise.</summary>
    public static ChildProcess Start(this SystemFixture fixture, string tool, params string[] arguments) => fixture.Servers.Start(
        new ChildStart($"{tool}-{Guid.NewGuid():N}", "dotnet", [Repository.Program("tools", tool), .. arguments]) { Environment = fixture.Servers.OperatorEnvironment() });

    /// <summary>Runs it to its end.</summary>
    public static async Task<(int Code, string Said)> StatsctlAsync(this SystemFixture fixture, params string[] arguments) =>
        await EndAsync(fixture.StartStatsctl(arguments));

    /// <summary>Waits for its end.</summary>
    public static async Task<(int Code, string Said)> EndAsync(this ChildProcess statsctl)
    {
        await statsctl.WaitForExitAsync();
        return (statsctl.ExitCode, Said(statsctl));
    }

    /// <summary>What it said until now, on both outputs.</summary>
    public static string Said(this ChildProcess statsctl) => File.Exists(statsctl.LogFile) ? File.ReadAllText(statsctl.LogFile) : "";

    /// <summary>The JSON objects among what it said.</summary>
    public static IReadOnlyList<JsonNode> Objects(string said) =>
        [.. said.Split('\n').Where(line => line.StartsWith('{')).Select(line => JsonNode.Parse(line)!)];

    /// <summary>Waits until it has said so.</summary>
    public static Task SaysAsync(this ChildProcess statsctl, string text) => RunningSystem.EventuallyAsync(() =>
    {
        var said = Said(statsctl);
        Assert.False(statsctl.HasExited && !said.Contains(text, StringComparison.Ordinal), said);
        return Task.FromResult(said.Contains(text, StringComparison.Ordinal));
    });
}
