namespace Launcher.Tests;

/// <summary>Options for local servers, independent of the connection strings and container engines of the test run.</summary>
internal static class Local
{
    public static ServersOptions Options { get; } = ServersOptions.Own() with { Kind = ServerKind.Local };

    public static ServersOptions Only(params Server[] servers) => Options with { Wanted = servers };
}
