namespace Statsctl.BrokerUsers;

/// <summary><c>statsctl broker-users</c>: prints the broker's users with their passwords, for a broker to load.</summary>
public static class BrokerUsersCommand
{
    private static readonly string Description = $"""
        Write the broker's users and their permissions as RabbitMQ definitions, for load_definitions in rabbitmq.conf or for
        rabbitmqctl import_definitions. Existing users get the new passwords and permissions; other users don't change.

        The passwords come from {string.Join(", ", BrokerUser.All.Select(BrokerUser.PasswordVariable))}. Only their salted hashes are written.
        """;

    public static Command Create()
    {
        var file = new Option<string?>("--out") { Description = "The file to write (default: standard output).", HelpName = "FILE" };
        var command = new Command("broker-users", Description) { file };
        command.SetAction((parsed, ct) => RunAsync(parsed.GetValue(file), ct));
        return command;
    }

    private static async Task RunAsync(string? file, CancellationToken ct)
    {
        var text = BrokerDefinitions.WithPasswords(
            BrokerDefinitions.Shipped(), user => PasswordVariable.Required(BrokerUser.PasswordVariable(user)));
        if (file is null)
        {
            Console.WriteLine(text);
            return;
        }
        try
        {
            await File.WriteAllTextAsync(file, text, ct);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailedException($"{file} can't be written: {problem.Message}", problem);
        }
        Console.WriteLine($"Wrote the users {string.Join(", ", BrokerUser.All)} to {file}.");
    }
}
