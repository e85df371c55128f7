namespace Launcher;

/// <summary>Signals with their numbers on Linux.</summary>
public enum Signal
{
    /// <summary>No signal.</summary>
    None = 0,

    /// <summary>SIGQUIT; PostgreSQL's immediate shutdown.</summary>
    Quit = 3,

    /// <summary>SIGKILL; ends a process without asking it.</summary>
    Kill = 9,

    /// <summary>SIGTERM; asks a process to end.</summary>
    Terminate = 15,

    /// <summary>SIGCONT; lets a paused process go on.</summary>
    Continue = 18,

    /// <summary>SIGSTOP; pauses a process.</summary>
    Stop = 19,
}
