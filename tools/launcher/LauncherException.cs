namespace Launcher;

/// <summary>A program could not be started. The message names it for the user and has the last lines of its log.</summary>
public sealed class LauncherException(string message, Exception? inner = null) : Exception(message, inner);
