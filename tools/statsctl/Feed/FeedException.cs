namespace Statsctl.Feed;

/// <summary>The broker is unreachable, refused a message, or did not confirm it.</summary>
public sealed class FeedException(string message, Exception? cause = null) : CommandFailedException(message, cause);
