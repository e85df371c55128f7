namespace Launcher;

/// <summary>A program to start under the janitor.</summary>
/// <param name="Name">What messages and the log file call it.</param>
/// <param name="FileName">The program; looked up in PATH unless it has a slash.</param>
/// <param name="Arguments">Its arguments, one each.</param>
public sealed record ChildStart(string Name, string FileName, params IReadOnlyList<string> Arguments)
{
    /// <summary>Added to this process's own environment; null takes a variable away.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    /// <summary>The working directory; the launcher's temporary folder by default.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>What ends it. After a grace of five seconds follows <see cref="Signal.Kill"/>.</summary>
    public Signal StopSignal { get; init; } = Signal.Terminate;
}
