namespace ServiceDefaults;

/// <summary>How long each part of an orderly end may take. Each holds the one before; a pod's grace must be longer than all.</summary>
public static class Shutdown
{
    /// <summary>Consumers finish what they have in hand.</summary>
    public static TimeSpan Consumers { get; } = TimeSpan.FromSeconds(25);

    /// <summary>The bus closes its connection.</summary>
    public static TimeSpan Bus { get; } = TimeSpan.FromSeconds(30);

    /// <summary>The process ends.</summary>
    public static TimeSpan Host { get; } = TimeSpan.FromSeconds(40);
}
