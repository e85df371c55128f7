namespace Statsctl;

/// <summary>Passwords in environment variables. They become part of connection strings and URIs.</summary>
internal static class PasswordVariable
{
    /// <exception cref="CommandFailedException">The variable is not set, or its value doesn't fit into a connection string.</exception>
    public static string Required(string name) => Optional(name) ?? throw Wrong(name);

    /// <returns>Null if the variable is not set.</returns>
    /// <exception cref="CommandFailedException">Its value is empty or doesn't fit into a connection string.</exception>
    public static string? Optional(string name) => Environment.GetEnvironmentVariable(name) switch
    {
        null => null,
        { Length: > 0 } password when password.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') => password,
        _ => throw Wrong(name),
    };

    private static CommandFailedException Wrong(string name) =>
        new($"{name} must be a password of letters, digits, - and _, for example from: openssl rand -hex 16");
}
