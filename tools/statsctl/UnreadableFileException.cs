namespace Statsctl;

/// <summary>A file is not what it should be.</summary>
/// <param name="path">The file, as it was given.</param>
/// <param name="line">The line, from 1; null if the file as a whole is meant.</param>
/// <param name="problem">What was expected, and what was there instead.</param>
/// <param name="column">The column's name, in files that have columns.</param>
public sealed class UnreadableFileException(string path, int? line, string problem, string? column = null)
    : CommandFailedException(Describe(path, line, problem, column))
{
    /// <summary>The line, from 1; null if the file as a whole is meant.</summary>
    public int? Line { get; } = line;

    private static string Describe(string path, int? line, string problem, string? column) =>
        $"{path}{(line is null ? "" : $":{line}")}: {(column is null ? "" : $"column {column}: ")}{problem}";
}
