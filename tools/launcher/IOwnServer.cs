namespace Launcher;

/// <summary>A server started by the launcher, as a local program or in a container.</summary>
internal interface IOwnServer
{
    string ConnectionString { get; }

    /// <summary>Starts it, and returns when it answers.</summary>
    Task StartAsync(CancellationToken ct);

    /// <summary>Runs a program, such as <c>rabbitmqctl</c>, beside the server until it ends.</summary>
    /// <returns>Its output.</returns>
    /// <exception cref="LauncherException">It failed.</exception>
    Task<string> RunToolAsync(string program, IReadOnlyList<string> arguments, CancellationToken ct);

    /// <summary>A command for a shell that runs such a program; its arguments follow.</summary>
    string ToolCommand(string program);
}
