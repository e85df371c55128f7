namespace Launcher;

/// <summary>A program to start under the janitor.</summary>
/// <param name="Name">Its name in messages and of its log file.</param>
/// <param name="FileName">The program; looked up in PATH unless it has a slash.</param>
public sealed record ChildStart(string Name, string FileName, params IReadOnlyList<string> Arguments)
{
    /// <summary>Added to this process's own environment; null removes a variable.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    /// <summary>The working directory; the launcher's temporary folder by default.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>The signal that stops it. <see cref="Signal.Kill"/> follows after a grace of five seconds.</summary>
    public Signal StopSignal { get; init; } = Signal.Terminate;
}
