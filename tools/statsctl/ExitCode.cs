namespace Statsctl;

/// <summary>The exit codes of statsctl.</summary>
public static class ExitCode
{
    public const int Done = 0;

    /// <summary>The command failed; standard error says why.</summary>
    public const int Failed = 1;

    public const int WrongUsage = 2;

    /// <summary>A file contains messages that the service would refuse; nothing was published.</summary>
    public const int Refused = 3;
}
