namespace Launcher;

/// <summary>Something could not be started. The message is for the user: it says what, and the last lines of its log.</summary>
public sealed class LauncherException(string message, Exception? inner = null) : Exception(message, inner);
