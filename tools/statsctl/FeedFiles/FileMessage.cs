namespace Statsctl.FeedFiles;

/// <summary>A message in a file.</summary>
/// <param name="File">The file, as it was given.</param>
/// <param name="Line">The line where it begins, from 1.</param>
/// <param name="Json">Its bytes; invalid JSON extends to where the next message may begin.</param>
public sealed record FileMessage(string File, int Line, ReadOnlyMemory<byte> Json);
