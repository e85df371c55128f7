namespace Statsctl.Results.Sources;

/// <summary>Fixtures and results of seasons: files, or a public service.</summary>
internal interface IResultSource
{
    /// <summary>The source as the user gave it, for messages.</summary>
    string Name { get; }

    /// <summary>Reads all of it, or throws: an answer that was read in part is never returned.</summary>
    /// <exception cref="UnreadableFileException">
    /// Unexpected content; the message names the file and line, or the URL and JSON path, and the expected content.
    /// </exception>
    /// <exception cref="SourceUnavailableException">The source has no answer now; it may have one later.</exception>
    Task<SourceReading> ReadAsync(CancellationToken cancellation);
}
