namespace Statsctl.DeadLetters;

/// <summary><c>statsctl dead-letters</c>: lists, shows, retries and drops failed messages.</summary>
public static class DeadLettersCommand
{
    private const string Description = """
        List, show, retry or drop failed messages.

        They are in the queues …_error (refused, or failed at every attempt), …_dead (crashed their consumers repeatedly) and
        stats.feed.unrouted (published with an unknown routing key). list and show change nothing: they return every message to its
        queue, and so does the broker if statsctl is killed.

        Exit codes: 0 success, 1 failure, or the user declined (see standard error; no message is lost), 2 wrong usage.
        """;

    public static Command Create() =>
        new("dead-letters", Description) { ListCommand.Create(), ShowCommand.Create(), RetryCommand.Create(), DropCommand.Create() };
}
