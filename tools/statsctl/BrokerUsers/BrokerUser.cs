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

    /// <summary>For <c>statsctl canary</c>: may listen to <c>StatsInvalidated</c>.</summary>
    public const string Canary = "canary";

    /// <summary>For an autoscaler: may see the lengths of queues, and no message.</summary>
    public const string Scaler = "scaler";

    public static IReadOnlyList<string> All { get; } = [Feed, Scoring, Invalidator, Operator, Canary, Scaler];

    public static string PasswordVariable(string user) => $"RABBITMQ_{user.ToUpperInvariant()}_PASSWORD";
}
