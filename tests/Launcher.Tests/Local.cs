namespace Launcher.Tests;

/// <summary>Local programs of our own, whatever connection strings and container engines the test run has.</summary>
internal static class Local
{
    public static ServersOptions Options { get; } = new() { Given = new Dictionary<Server, string>(), Kind = ServerKind.Local };

    public static ServersOptions Only(params Server[] servers) => Options with { Wanted = servers };
}
