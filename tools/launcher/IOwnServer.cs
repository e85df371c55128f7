namespace Launcher;

/// <summary>A server that was started here, as a local program or in a container.</summary>
internal interface IOwnServer
{
    string ConnectionString { get; }

    /// <summary>Starts it, and returns when it answers.</summary>
    Task StartAsync(CancellationToken ct);

    /// <summary>Runs a program beside the server to its end: <c>rabbitmqctl</c>, for example.</summary>
    /// <returns>What it printed.</returns>
    /// <exception cref="LauncherException">It failed.</exception>
    Task<string> RunToolAsync(string program, IReadOnlyList<string> arguments, CancellationToken ct);
}
