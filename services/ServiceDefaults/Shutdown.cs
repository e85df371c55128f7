namespace ServiceDefaults;

/// <summary>Time limits for the parts of a shutdown. Each includes the one before; a pod's grace period must be longer than all.</summary>
public static class Shutdown
{
    /// <summary>For consumers to finish the messages in hand.</summary>
    public static TimeSpan Consumers { get; } = TimeSpan.FromSeconds(25);

    /// <summary>For the bus to close its connection.</summary>
    public static TimeSpan Bus { get; } = TimeSpan.FromSeconds(30);

    /// <summary>For the process to end.</summary>
    public static TimeSpan Host { get; } = TimeSpan.FromSeconds(40);
}
