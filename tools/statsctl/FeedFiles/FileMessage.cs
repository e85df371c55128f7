namespace Statsctl.FeedFiles;

/// <summary>A message as it stands in a file.</summary>
/// <param name="File">The file, as it was given.</param>
/// <param name="Line">The line that it begins on, from 1.</param>
/// <param name="Json">Its bytes; what isn't JSON runs to where the next message may begin.</param>
public sealed record FileMessage(string File, int Line, ReadOnlyMemory<byte> Json);
