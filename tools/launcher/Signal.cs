namespace Launcher;

/// <summary>Signals with their numbers on Linux.</summary>
public enum Signal
{
    None = 0,

    /// <summary>SIGQUIT; PostgreSQL's immediate shutdown.</summary>
    Quit = 3,

    /// <summary>SIGKILL; ends a process at once.</summary>
    Kill = 9,

    /// <summary>SIGTERM; asks a process to end.</summary>
    Terminate = 15,

    /// <summary>SIGCONT; resumes a paused process.</summary>
    Continue = 18,

    /// <summary>SIGSTOP; pauses a process.</summary>
    Stop = 19,
}
