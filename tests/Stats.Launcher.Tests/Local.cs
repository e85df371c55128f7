namespace Stats.Launcher.Tests;

/// <summary>Servers of our own, whatever connection strings the environment of the test run has.</summary>
internal static class Local
{
    public static ServersOptions Options { get; } = new() { Given = new Dictionary<Server, string>() };

    public static ServersOptions Only(params Server[] servers) => Options with { Wanted = servers };
}
