namespace Bench.Scale;

/// <summary>The memory of each service's pod.</summary>
internal static class PodMemory
{
    /// <summary>The limits of <c>deploy/k8s</c>, in MiB.</summary>
    public static IReadOnlyDictionary<string, int> Limits { get; } = new Dictionary<string, int>
    {
        ["ScoringService"] = 512,
        ["CacheInvalidator"] = 384,
        ["StatsApi"] = 512,
        ["StatsWeb"] = 384,
    };

    /// <summary>Settings with which the runtime collects garbage as in the pod: the heap may have three quarters of the limit.</summary>
    public static Dictionary<string, string?> SettingsOf(string service) =>
        new() { ["DOTNET_GCHeapHardLimit"] = $"{((Limits[service] * 3L / 4) << 20):x}" };
}
