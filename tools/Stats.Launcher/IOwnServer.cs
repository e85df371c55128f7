namespace Stats.Launcher;

/// <summary>A server of ours, whether a local program or a container.</summary>
internal interface IOwnServer
{
    string ConnectionString { get; }

    /// <summary>Chooses a port, makes the data and starts.</summary>
    Task StartAsync(CancellationToken ct);

    /// <summary>Kills it at once if it runs (kill -9).</summary>
    Task KillAsync();

    /// <summary>Starts it again after a kill, on the same port with the same data, and waits until it answers.</summary>
    Task RunAsync(CancellationToken ct);

    /// <summary>Runs a program to its end, in the folder of the server's data.</summary>
    Task RunToolAsync(string program, string[] arguments, CancellationToken ct);

    void Pause();

    void Resume();
}
