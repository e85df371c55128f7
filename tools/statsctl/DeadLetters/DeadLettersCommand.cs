using System.CommandLine;

namespace Statsctl.DeadLetters;

/// <summary><c>statsctl dead-letters</c>: lists, shows, retries and drops failed messages.</summary>
public static class DeadLettersCommand
{
    private const string Description = """
        Look at messages that failed, try them again, or drop them.

        They lie in the queues …_error (refused, or failed without end), …_dead (their consumers crashed again and again) and
        stats.feed.unrouted (published under a routing key that nobody knows). Looking changes nothing; what is taken out to be looked
        at is given back, also if statsctl is killed.

        Exit codes: 0 done, 1 failed or not confirmed (standard error says why, and nothing is lost), 2 wrong usage.
        """;

    public static Command Create() =>
        new("dead-letters", Description) { ListCommand.Create(), ShowCommand.Create(), RetryCommand.Create(), DropCommand.Create() };
}
