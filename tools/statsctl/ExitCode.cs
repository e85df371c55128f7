namespace Statsctl;

/// <summary>What the shell gets to see.</summary>
public static class ExitCode
{
    /// <summary>Everything that was asked for is done.</summary>
    public const int Done = 0;

    /// <summary>It could not be done; standard error says why.</summary>
    public const int Failed = 1;

    /// <summary>The command line itself was wrong.</summary>
    public const int WrongUsage = 2;

    /// <summary>A file holds messages that the service would refuse; nothing was published.</summary>
    public const int Refused = 3;
}
