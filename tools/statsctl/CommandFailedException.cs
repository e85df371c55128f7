namespace Statsctl;

/// <summary>A command can't go on. The message is for people: what is wrong, where, and what would be right.</summary>
public class CommandFailedException(string message, Exception? cause = null) : Exception(message, cause);
