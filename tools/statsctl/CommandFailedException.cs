namespace Statsctl;

/// <summary>A command can't continue. The message tells the user what is wrong, where, and what would be right.</summary>
public class CommandFailedException(string message, Exception? cause = null) : Exception(message, cause);
