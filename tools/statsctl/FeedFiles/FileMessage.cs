namespace Statsctl.FeedFiles;

/// <summary>A message in a file.</summary>
/// <param name="Json">Its bytes; invalid JSON extends to where the next message may begin.</param>
public sealed record FileMessage(string File, int Line, ReadOnlyMemory<byte> Json);
