namespace Statsctl;

/// <summary>A command can't continue. The message says what is wrong, where, and how to correct it.</summary>
public class CommandFailedException(string message, Exception? cause = null) : Exception(message, cause);
