namespace Statsctl.BrokerUsers;

/// <summary>The users of the broker that <c>deploy/rabbitmq/definitions.json</c> defines.</summary>
public static class BrokerUser
{
    /// <summary>May publish to the feed's exchange, and nothing else.</summary>
    public const string Feed = "feed";

    public const string Scoring = "scoring";

    public const string Invalidator = "invalidator";

    /// <summary>For statsctl, and for operators of the management pages.</summary>
    public const string Operator = "operator";

    public static IReadOnlyList<string> All { get; } = [Feed, Scoring, Invalidator, Operator];

    public static string PasswordVariable(string user) => $"RABBITMQ_{user.ToUpperInvariant()}_PASSWORD";
}
