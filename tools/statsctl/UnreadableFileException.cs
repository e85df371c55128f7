namespace Statsctl;

/// <summary>A file doesn't have the expected content.</summary>
/// <param name="line">The line, from 1; null for the file as a whole.</param>
/// <param name="problem">The expected content, and the content found.</param>
public sealed class UnreadableFileException(string path, int? line, string problem, string? column = null)
    : CommandFailedException(Describe(path, line, problem, column))
{
    /// <summary>The line, from 1; null for the file as a whole.</summary>
    public int? Line { get; } = line;

    /// <summary>Whether the source answers, and has no such season.</summary>
    public bool IsNoSuchSeason { get; init; }

    private static string Describe(string path, int? line, string problem, string? column) =>
        $"{path}{(line is null ? "" : $":{line}")}: {(column is null ? "" : $"column {column}: ")}{problem}";
}
